/** The features that a deployment of Office Communications Server 2007 is to provide, held against the roles that it has. */
import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { OCS_2007_CHOICES } from "../../catalog/ocs-2007/choices";
import type { FeatureFact } from "../../catalog/schema";
import { UcEdgeError } from "../../net/uc-edge-error";
import { Declaration, type ItemValue } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { Role } from "../../stack/role";
import { roleFact, serviceOfChoice } from "./edge-services";
import { type CheckedFeatures, type OcsEdition, type OcsFeaturesProps, readFeatures } from "./ocs-features-props";

const SYSTEM = "ocs-2007";
const POOLS: readonly string[] = ["consolidated-pool", "expanded-pool"];
const STANDARD_EDITION = "standard-edition";

/** A feature, and who has a part in it. */
export interface OcsFeatureNeeds {
  /** The feature in words: `Federation`. */
  readonly feature: string;
  /** The fact's id, for `uc-edge catalog explain`. */
  readonly fact: string;
  /** Sets of role ids; all roles of one of them are needed. */
  readonly alternatives: readonly (readonly string[])[];
  /** Role ids of the clients that use it. */
  readonly clients: readonly string[];
}

/**
 * Checks that a deployment has the roles that its features need, by the rows of the document's feature table, for its
 * edition. It is checked when the app is synthesized, whatever is made first; what is missing is an error that names role and
 * row, all of them together. A role may stand anywhere in the same stack, in the constructs of `alsoIn`, or outside of what
 * is deployed here (`existing`). A feature whose edge service is there, but opened by no choice, is a finding
 * (`ocs-feature-not-chosen`). It opens nothing.
 *
 * @throws {@link UcEdgeError} `ocs-edition-unknown`, `ocs-features-empty`, `ocs-feature-unknown`, `ocs-feature-twice`,
 *   `ocs-existing-role-unknown`, `ocs-features-elsewhere-invalid`; at synthesis `ocs-feature-role-missing`,
 *   `ocs-edition-mismatch`.
 * @source ocs-2007 features rows 1-11
 */
export class OcsFeatures extends Construct {
  /** The features with what they need, in the order of the table. */
  readonly needs: readonly OcsFeatureNeeds[];
  private readonly checked: CheckedFeatures;
  private readonly places: readonly IConstruct[];

  constructor(scope: Construct, id: string, props: OcsFeaturesProps) {
    super(scope, id);
    this.checked = readFeatures(props, this.node.path);
    this.places = [TerraformStack.of(this), ...placesOf(props.alsoIn, this.node.path)];
    const { edition, features } = this.checked;
    this.needs = features.map((fact) => ({
      feature: fact.feature,
      fact: fact.id,
      alternatives: alternativesOf(fact, edition),
      clients: fact.clients,
    }));
    this.declare();
    this.needs.forEach((one, index) => {
      this.noteChoice(one, features[index]?.source.row);
    });
    this.node.addValidation({ validate: () => this.faults() });
  }

  /** All that is missing, and an edition that the deployment does not have. */
  private faults(): string[] {
    const found = this.rolesFound();
    const isThere = (role: string): boolean => found.has(role) || this.checked.existing.includes(role);
    return [...this.editionFaults(), ...this.needs.flatMap((one) => this.featureFaults(one, isThere))];
  }

  private featureFaults(
    { feature, fact, alternatives }: OcsFeatureNeeds,
    isThere: (role: string) => boolean,
  ): string[] {
    const missing = alternatives.map((roles) => roles.filter((role) => !isThere(role)));
    const [first = []] = missing;
    if (missing.some((roles) => roles.length === 0)) return [];
    const row = `(ocs-2007 features row ${fact.slice(fact.lastIndexOf("/") + 1)})`;
    const say = (expected: string): string =>
      this.message({
        code: "ocs-feature-role-missing",
        what: `cannot provide ${feature}`,
        prop: "a role that it needs",
        value: undefined,
        expected: `${expected} ${row}`,
        todo: "deploy what is missing, name it in existing where it is there already, or leave the feature out",
      });
    if (missing.length === 1) return first.map((role) => say(`the ${roleFact(role).title} with it`));
    const words = alternatives.map((roles, index) => alternativeWords(roles, missing[index] ?? []));
    return [say(`one of these: ${words.join("; or ")}`)];
  }

  /** The systems of the deployment say which topology they are. */
  private editionFaults(): string[] {
    const { edition } = this.checked;
    const systems = this.systems();
    const pools = systems.filter(({ choices }) => choices.some((choice) => POOLS.includes(choice)));
    const servers = systems.filter(({ choices }) => choices.includes(STANDARD_EDITION));
    const wrong = edition === "standard" ? pools : pools.length === 0 ? servers : [];
    return wrong.map(({ path }) =>
      this.message({
        code: "ocs-edition-mismatch",
        what: "cannot check the features",
        prop: "edition",
        value: edition,
        expected:
          edition === "standard"
            ? `"enterprise": ${path} is an Enterprise pool`
            : `"standard": ${path} is a Standard Edition Server, and there is no Enterprise pool`,
        todo: "correct the edition, which decides what the features need",
      }),
    );
  }

  /** The systems of the deployment, with what they choose. */
  private systems(): { readonly path: string; readonly choices: readonly string[] }[] {
    const stacks = new Set(this.rolePlaces().map((role) => TerraformStack.of(role)));
    return [...stacks].flatMap((stack) =>
      Declaration.of(stack)
        .itemsOf("system")
        .flatMap(({ system, path, choices }) => {
          if (system !== SYSTEM || typeof path !== "string" || !this.holds(stack, path)) return [];
          return [{ path, choices: Array.isArray(choices) ? choices.map(String) : [] }];
        }),
    );
  }

  /** Says of a feature whose edge service is there that no choice opens it. */
  private noteChoice({ feature, fact }: OcsFeatureNeeds, row: number | undefined): void {
    const choice = OCS_2007_CHOICES.find(({ source }) => source.table === "features" && source.row === row)?.id ?? "";
    const service = serviceOfChoice(choice);
    if (service === undefined) return;
    const finding = {
      code: "ocs-feature-not-chosen",
      severity: "warning",
      what: `${feature} is to be provided, and no EdgeServer opens it`,
      where: stackPath(this),
      why: "an edge service opens only the flows of the choices that are made",
      todo: `give the EdgeServer its prop ${service.prop}, or leave the feature out`,
      facts: [fact],
    } as const;
    Declaration.of(this).addFinding(finding, () => {
      const isHere = this.rolesFound().has(service.needs);
      return isHere && !this.systems().some(({ choices }) => choices.includes(choice));
    });
  }

  private message(fault: Omit<ConstructorParameters<typeof UcEdgeError>[0], "path">): string {
    return new UcEdgeError({ ...fault, path: this.node.path }).message;
  }

  /** The roles of the system in all places. */
  private rolePlaces(): Role[] {
    const all = [...new Set(this.places.flatMap((place) => place.node.findAll()))];
    return all.filter((one) => Role.isRole(one)).filter(({ fact }) => fact.system === SYSTEM);
  }

  /** Whether a construct of a stack is in one of the places that the deployment is in. */
  private holds(stack: TerraformStack, path: string): boolean {
    const whole = `${stack.node.path}/${path}`;
    return this.places.some(({ node }) => node.path === "" || `${whole}/`.startsWith(`${node.path}/`));
  }

  /** Where each role of the system is, by its id: paths within this stack, or with their stack in front. */
  private rolesFound(): Map<string, string[]> {
    const own = TerraformStack.of(this);
    const found = new Map<string, string[]>();
    for (const one of this.rolePlaces()) {
      const stack = TerraformStack.of(one);
      const path = stack === own ? stackPath(one) : `${stack.node.id}: ${stackPath(one)}`;
      found.set(one.fact.id, [...(found.get(one.fact.id) ?? []), path]);
    }
    return found;
  }

  private declare(): void {
    const path = stackPath(this);
    const { edition, existing } = this.checked;
    Declaration.of(this).set(`features ${path}`, () => {
      const found = this.rolesFound();
      const roles = [...new Set(this.needs.flatMap(({ alternatives }) => alternatives.flat()))];
      return {
        item: "features",
        path,
        system: SYSTEM,
        edition,
        features: this.needs.map(({ fact }) => fact),
        roles: Object.fromEntries(roles.map((role): [string, ItemValue] => [role, found.get(role) ?? []])),
        existing: [...new Set(existing)],
      };
    });
  }
}

function alternativesOf({ alternatives }: FeatureFact, edition: OcsEdition): (readonly string[])[] {
  return alternatives.filter((one) => one.edition === "any" || one.edition === edition).map(({ roles }) => roles);
}

/** `Mediation Server and Basic media gateway (of which Mediation Server is missing)`. */
function alternativeWords(roles: readonly string[], missing: readonly string[]): string {
  const titles = (ids: readonly string[]): string => ids.map((id) => roleFact(id).title).join(" and ");
  return missing.length === roles.length ? titles(roles) : `${titles(roles)}, of which ${titles(missing)} is missing`;
}

function placesOf(given: unknown, path: string): readonly IConstruct[] {
  if (given === undefined) return [];
  const places: readonly unknown[] = Array.isArray(given) ? given : [given];
  const wrong = places.find((one) => !Construct.isConstruct(one));
  if (Array.isArray(given) && wrong === undefined) return places as readonly IConstruct[];
  throw new UcEdgeError({
    code: "ocs-features-elsewhere-invalid",
    what: "cannot check the features",
    prop: "alsoIn",
    value: typeof wrong === "object" && wrong !== null ? "an object that is no construct" : (wrong ?? "one construct"),
    expected: "a list of constructs, such as stacks of the same app",
    todo: "name the constructs whose roles belong to the deployment",
    path,
  });
}
