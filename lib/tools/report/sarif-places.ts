/** Where findings of one stack are: in the user's code where that is known, else in the stack's own file. */
import type { CheckFinding } from "../analyze/finding";
import { objectOf, textOf } from "../read/json-values";
import { readSourcePlaces, resourceLines, type SourcePlace } from "../read/source-places";
import type { TerraformStackFile } from "../read/terraform-resource";
import { plainText } from "./plain-text";
import { artifactOf, relativeArtifact, type SarifArtifact } from "./sarif-text";

/** Lines and columns count from 1. */
export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
}

/** Where a finding is. */
export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: SarifArtifact;
    readonly region: SarifRegion;
  };
  readonly logicalLocations: readonly {
    readonly name: string;
    readonly fullyQualifiedName: string;
    readonly kind: "resource";
  }[];
}

interface MadeResource {
  readonly address: string;
  /** The path of its construct, below the stack. */
  readonly path: string;
}

/** The places in one stack. */
export class SarifPlaces {
  private readonly sources: ReadonlyMap<string, SourcePlace>;
  private readonly lineOf: (address: string) => number | undefined;
  private readonly made: readonly MadeResource[];

  constructor(
    private readonly file: TerraformStackFile,
    /** What addresses are relative to. */
    private readonly folder: string,
  ) {
    this.sources = readSourcePlaces(file);
    this.lineOf = resourceLines(file);
    this.made = file.resources.flatMap(({ address, values }) => {
      const path = constructPath(values, file.stack);
      return path === undefined ? [] : [{ address, path }];
    });
  }

  /** Where a finding is. */
  locationOf(finding: CheckFinding): SarifLocation {
    const { stack } = this.file;
    const full = finding.where === stack || finding.where === "" ? stack : `${stack}/${finding.where}`;
    const name = full.slice(full.lastIndexOf("/") + 1);
    return {
      physicalLocation: this.inSource(finding.where) ?? this.inStack(finding),
      logicalLocations: [{ name: plainText(name), fullyQualifiedName: plainText(full), kind: "resource" }],
    };
  }

  /** The line that makes the construct, or the nearest one above it, or else the first below it. */
  private inSource(where: string): SarifLocation["physicalLocation"] | undefined {
    const path = this.made.find(({ address }) => address === where)?.path ?? where;
    const below = [...this.sources].find(([one]) => one.startsWith(`${path}/`));
    const place = this.nearest(path) ?? below?.[1];
    if (place === undefined) return undefined;
    return {
      artifactLocation: relativeArtifact(place.file.split("/")),
      region: { startLine: place.line, startColumn: place.column },
    };
  }

  private nearest(path: string): SourcePlace | undefined {
    const end = path.lastIndexOf("/");
    return this.sources.get(path) ?? (end < 0 ? undefined : this.nearest(path.slice(0, end)));
  }

  /** The rule that it is about, the resource itself, or the first one that the construct made. */
  private inStack({ rules, where }: CheckFinding): SarifLocation["physicalLocation"] {
    const made = this.made.find(({ path }) => path === where || path.startsWith(`${where}/`));
    const [line = 1] = [...rules, where, made?.address ?? ""].flatMap((address) => this.lineOf(address) ?? []);
    return { artifactLocation: artifactOf(this.file.file, this.folder), region: { startLine: line } };
  }
}

/** Where cdktf says that a resource was made. */
function constructPath(values: TerraformStackFile["resources"][number]["values"], stack: string): string | undefined {
  const path = textOf(objectOf(objectOf(values["//"])["metadata"])["path"]);
  const parts = path?.split("/") ?? [];
  const above = parts.indexOf(stack);
  return above < 0 ? undefined : parts.slice(above + 1).join("/");
}
