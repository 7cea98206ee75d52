/** The eleven rows of the feature table of OCS 2007 on both editions, written by hand from the document. */
import { App, TerraformStack } from "cdktf";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import { Declaration } from "../../lib/stack/declaration";
import { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { OcsFeatures } from "../../lib/systems/ocs/ocs-features";
import type { OcsEdition, OcsFeature, OcsFeaturesProps } from "../../lib/systems/ocs/ocs-features-props";
import { expectFault } from "../support/faults";
import { declared } from "../support/rules";
import { federatingEdge, networkOn, stackOn } from "../support/stacks";

const EDITIONS = ["standard", "enterprise"] as const;
const EDGE = ["access-edge", "reverse-proxy"];
const MESSAGE =
  /^cannot provide (.+) \(stack\/Features\): a role that it needs is missing, expected (.+) \(ocs-2007 features row (\d+)\); .+ \[ocs-feature-role-missing\]$/;

/** Feature, its sets of roles on Standard and on Enterprise Edition, and its clients, row by row. */
const ROWS: readonly (readonly [OcsFeature, string[][], string[][], string[]])[] = [
  ["im-and-presence", [[]], [[]], ["office-communicator"]],
  ["on-premise-web-conferencing", [[]], [["web-conferencing-server", "web-components"]], ["live-meeting-client"]],
  ["address-book", [[]], [["web-components"]], []],
  ["archiving-and-cdr", [["archiving-and-cdr-server"]], [["archiving-and-cdr-server"]], []],
  ["remote-access", [EDGE], [EDGE], ["external-office-communicator"]],
  ["federation", [EDGE], [EDGE], ["office-communicator", "external-office-communicator"]],
  ["public-im", [EDGE], [EDGE], ["office-communicator", "external-office-communicator"]],
  [
    "external-web-conferencing",
    [["web-conferencing-edge", "reverse-proxy"]],
    [["web-conferencing-edge", "reverse-proxy"]],
    ["live-meeting-client", "external-live-meeting-client"],
  ],
  ["external-av", [["av-edge"]], [["av-edge"]], ["live-meeting-client", "external-live-meeting-client"]],
  [
    "web-access",
    [["communicator-web-access-server"]],
    [["communicator-web-access-server"]],
    ["communicator-web-access"],
  ],
  [
    "enterprise-voice",
    [["mediation-server", "basic-media-gateway"], ["basic-hybrid-media-gateway"], ["advanced-media-gateway"]],
    [["mediation-server", "basic-media-gateway"], ["basic-hybrid-media-gateway"], ["advanced-media-gateway"]],
    ["office-communicator", "communicator-phone"],
  ],
];

function titleOf(id: string): string {
  return OCS_2007_ROLES.find((role) => role.id === id)?.title ?? "";
}

/** A role that is there, without an interface. */
function addRole(scope: TerraformStack, id: string): void {
  new Role(scope, id, { system: "ocs-2007", id, title: titleOf(id) });
}

/** What the validations of a stack with features and roles say. */
function faultsOf(props: OcsFeaturesProps, roles: readonly string[] = [], prepare?: (stack: TerraformStack) => void) {
  const stack = new TerraformStack(new App(), "stack");
  const features = new OcsFeatures(stack, "Features", props);
  // Whatever is made after it counts as well.
  for (const id of roles) addRole(stack, id);
  prepare?.(stack);
  return features.node.validate();
}

describe.each(EDITIONS)("on %s edition", (edition) => {
  it.each(ROWS.map(([feature, ...rest], index) => [index + 1, feature, ...rest] as const))(
    "row %i, %s, names each role that is missing, and none that is there",
    (row, feature, standard, enterprise, clients) => {
      const sets = edition === "standard" ? standard : enterprise;
      const props = { edition, features: [feature] };
      const found = faultsOf(props).map((text) => MESSAGE.exec(text)?.slice(2));
      const [only = []] = sets;
      const words =
        sets.length === 1
          ? only.map((role) => `the ${titleOf(role)} with it`)
          : [`one of these: ${sets.map((roles) => roles.map(titleOf).join(" and ")).join("; or ")}`];
      expect(found).toEqual(words.flatMap((text) => (only.length === 0 ? [] : [[text, String(row)]])));
      for (const roles of sets) {
        expect(faultsOf(props, roles)).toEqual([]);
        expect(faultsOf({ ...props, existing: roles })).toEqual([]);
      }
      const { needs } = new OcsFeatures(new TerraformStack(new App(), "stack"), "Features", props);
      expect(needs.map((one) => [one.fact, one.alternatives, one.clients])).toEqual([
        [`ocs-2007/features/${String(row)}`, sets, clients],
      ]);
    },
  );
});

describe("a check of features", () => {
  it("names all faults together, in the order of the table, and once for each feature", () => {
    const features: OcsFeature[] = ["external-av", "remote-access", "federation"];
    const found = faultsOf({ edition: "enterprise", features }, ["access-edge"]).map((text) =>
      MESSAGE.exec(text)?.slice(1),
    );
    expect(found).toEqual([
      ["External user access", "the Reverse Proxy with it", "5"],
      ["Federation", "the Reverse Proxy with it", "6"],
      ["Audio/video conferencing with external users", "the A/V Edge Server with it", "9"],
    ]);
  });

  it("says of Enterprise Voice what each of the three ways lacks", () => {
    const [text, ...more] = faultsOf({ edition: "enterprise", features: ["enterprise-voice"] }, ["mediation-server"]);
    expect(more).toEqual([]);
    expect(text).toContain(
      "expected one of these: Mediation Server and Basic media gateway, of which Basic media gateway is missing; or Basic-hybrid media gateway (Mediation Server and basic media gateway in one); or Advanced media gateway (with the Mediation Server's logic) (ocs-2007 features row 11)",
    );
  });

  it("has nothing against roles that no feature needs, nor for roles of other products", () => {
    const props: OcsFeaturesProps = { edition: "standard", features: ["im-and-presence"] };
    expect(faultsOf(props, ["av-edge", "front-end"])).toEqual([]);
    const foreign = faultsOf({ edition: "standard", features: ["external-av"] }, [], (stack) => {
      new Role(stack, "Foreign", { system: "own", id: "av-edge", title: "an edge of another product" });
    });
    expect(foreign).toHaveLength(1);
  });

  it("stops the synthesis of the app, and finds the roles of real constructs", () => {
    const build = (existing: readonly string[]): (() => unknown) => {
      const stack = stackOn("aws");
      new EdgeServer(stack, "Edge", federatingEdge(networkOn("aws", stack)));
      new OcsFeatures(stack, "Features", { edition: "standard", features: ["federation"], existing });
      return () => declared(stack, "features");
    };
    expect(build([])).toThrow(/expected the Reverse Proxy with it \(ocs-2007 features row 6\)/);
    expect(build(["reverse-proxy"])()).toEqual([
      {
        item: "features",
        path: "Features",
        system: "ocs-2007",
        edition: "standard",
        features: ["ocs-2007/features/6"],
        roles: { "access-edge": ["Edge/AccessEdge"], "reverse-proxy": [] },
        existing: ["reverse-proxy"],
      },
    ]);
  });

  it("looks in its own stack, and in others only where they are named", () => {
    const app = new App();
    const [stack, other] = [new TerraformStack(app, "stack"), new TerraformStack(app, "other")];
    addRole(other, "av-edge");
    const props: OcsFeaturesProps = { edition: "standard", features: ["external-av"] };
    expect(new OcsFeatures(stack, "Features", props).node.validate()).toHaveLength(1);
    const both = new OcsFeatures(stack, "Both", { ...props, alsoIn: [other] });
    expect(both.node.validate()).toEqual([]);
    const all = new OcsFeatures(stack, "All", { ...props, alsoIn: [app] });
    expect(all.node.validate()).toEqual([]);
    expect(declaredRoles(stack, "Both")).toEqual({ "av-edge": ["other: av-edge"] });
  });

  it.each<[OcsEdition, string[][], string | undefined]>([
    ["standard", [["consolidated-pool"]], '"enterprise": S0 is an Enterprise pool'],
    ["standard", [["standard-edition"], ["expanded-pool"]], '"enterprise": S1 is an Enterprise pool'],
    ["standard", [["standard-edition"]], undefined],
    // A Director is in front of the servers, on whichever edition.
    ["standard", [["standard-edition"], ["director-pool"]], undefined],
    [
      "enterprise",
      [["standard-edition"]],
      '"standard": S0 is a Standard Edition Server, and there is no Enterprise pool',
    ],
    ["enterprise", [["standard-edition"], ["expanded-pool"]], undefined],
    ["enterprise", [["consolidated-pool"]], undefined],
    ["enterprise", [], undefined],
  ])("holds the %s edition against systems with the choices %j", (edition, systems, expected) => {
    const found = faultsOf({ edition, features: ["im-and-presence"] }, ["front-end"], (stack) => {
      systems.forEach((choices, index) => {
        const path = `S${String(index)}`;
        const item = { item: "system", path, system: "ocs-2007", choices } as const;
        Declaration.of(stack).set(`system ${path}`, () => item);
      });
    });
    expect(found).toEqual(
      expected === undefined
        ? []
        : [
            `cannot check the features (stack/Features): edition is "${edition}", expected ${expected}; correct the edition, which decides what the features need [ocs-edition-mismatch]`,
          ],
    );
  });
});

function declaredRoles(stack: TerraformStack, path: string): unknown {
  return Declaration.of(stack)
    .itemsOf("features")
    .find((one) => one["path"] === path)?.["roles"];
}

describe("bad input", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["nothing", undefined, "stack-description-missing", /props is missing/],
    ["no edition", { features: ["federation"] }, "ocs-edition-unknown", /edition is missing/],
    ["another edition", { edition: "Standart", features: [] }, "ocs-edition-unknown", /did you mean "standard"/],
    ["no features", { edition: "standard" }, "stack-list-invalid", /features is missing/],
    ["an empty list", { edition: "standard", features: [] }, "ocs-features-empty", /at least one/],
    [
      "a near miss",
      { edition: "standard", features: ["federaton"] },
      "ocs-feature-unknown",
      /features\[0\] is "federaton".*did you mean "federation"/,
    ],
    [
      "a feature twice",
      { edition: "standard", features: ["federation", "public-im", "federation"] },
      "ocs-feature-twice",
      /features\[2\]/,
    ],
    [
      "a role that no document has",
      { edition: "standard", features: ["federation"], existing: ["reverse-proxi"] },
      "ocs-existing-role-unknown",
      /existing\[0\].*did you mean "reverse-proxy"/,
    ],
    [
      "a stack that is no list",
      { edition: "standard", features: ["federation"], alsoIn: "other" },
      "ocs-features-elsewhere-invalid",
      /alsoIn is "other"/,
    ],
    [
      "a list of names",
      { edition: "standard", features: ["federation"], alsoIn: [{}] },
      "ocs-features-elsewhere-invalid",
      /no construct/,
    ],
  ])("%s is a clear error", (_, props, code, says) => {
    const stack = new TerraformStack(new App(), "stack");
    expectFault(() => new OcsFeatures(stack, "Features", props as OcsFeaturesProps), code, says);
  });

  it("asks for no more than what can be named: every documented role may be there already", () => {
    const existing = OCS_2007_ROLES.map(({ id }) => id);
    const features = ROWS.map(([feature]) => feature);
    expect(faultsOf({ edition: "enterprise", features, existing })).toEqual([]);
  });
});

it("says of a feature whose edge service no choice opens that it is not open", () => {
  const stack = stackOn("aws");
  // Whichever is made first, what counts is what is there in the end.
  new OcsFeatures(stack, "Features", {
    edition: "standard",
    features: ["im-and-presence", "remote-access", "federation", "external-av"],
    existing: ["reverse-proxy", "av-edge"],
  });
  const { federation, ...props } = federatingEdge(networkOn("aws", stack));
  expect(federation).toBeDefined();
  new EdgeServer(stack, "Edge", { ...props, remoteAccess: {} });
  const found = declared(stack, "finding").filter(({ code }) => code === "ocs-feature-not-chosen");
  expect(found).toMatchObject([
    {
      severity: "warning",
      what: "Federation is to be provided, and no EdgeServer opens it",
      where: "Features",
      todo: "give the EdgeServer its prop federation, or leave the feature out",
      facts: ["ocs-2007/features/6"],
    },
  ]);
});
