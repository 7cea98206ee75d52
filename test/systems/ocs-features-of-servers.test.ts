/** The edition and the roles of a deployment, found in the constructs of its servers. */
import type { TerraformStack } from "cdktf";
import { Director } from "../../lib/systems/ocs/director";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { OcsFeatures } from "../../lib/systems/ocs/ocs-features";
import type { OcsEdition, OcsFeature } from "../../lib/systems/ocs/ocs-features-props";
import { at, consolidatedOn, directorOn, type OcsStack, ocsStack, standardEditionOn } from "../support/ocs";
import { declared } from "../support/rules";
import { CLOUDS, type Cloud } from "../support/stacks";

const FEATURES: readonly OcsFeature[] = ["im-and-presence", "on-premise-web-conferencing", "address-book"];
const VIRTUAL = { privateAddress: "10.30.3.1" };

type Compose = (place: OcsStack) => void;

const SERVER: Compose = (place) => {
  standardEditionOn(place);
};
const POOL: Compose = (place) => {
  consolidatedOn(place);
};
const EXPANDED: Compose = ({ stack, network }) => {
  new EnterprisePool(stack, "Pool", {
    network,
    poolName: "pool.example.com",
    sipDomains: ["example.com"],
    expanded: {
      frontEnds: { servers: [{ privateAddress: "10.30.2.4" }], virtualAddress: { privateAddress: "10.30.2.1" } },
      webConferencingServers: [{ privateAddress: "10.30.2.5" }],
      avConferencingServers: [{ privateAddress: "10.30.2.6" }],
      webComponents: { servers: [{ privateAddress: "10.30.2.7" }] },
    },
  });
};
const DIRECTOR: Compose = (place) => {
  directorOn(place);
};
const ARRAY: Compose = ({ stack, network }) => {
  const servers = [
    { name: "one.example.com", privateAddress: "10.30.3.4" },
    { name: "two.example.com", privateAddress: "10.30.3.5" },
  ];
  const array = { arrayName: "dir.example.com", servers, virtualAddress: VIRTUAL };
  new Director(stack, "Director", { network, sipDomains: ["example.com"], frontEnds: at("10.30.9.0/28"), array });
};
const DIRECTOR_POOL: Compose = ({ stack, network }) => {
  const servers = [{ privateAddress: "10.30.3.4" }, { privateAddress: "10.30.3.5" }];
  const enterprisePool = { poolName: "dir.example.com", servers, virtualAddress: VIRTUAL };
  const props = { network, sipDomains: ["example.com"], frontEnds: at("10.30.9.0/28"), enterprisePool };
  new Director(stack, "Director", props);
};

/** What the check says of a deployment, composed after it, and the stack. */
function checkedFor(cloud: Cloud, edition: OcsEdition, parts: readonly Compose[]): readonly [string[], TerraformStack] {
  const place = ocsStack(cloud);
  const features = new OcsFeatures(place.stack, "Features", { edition, features: FEATURES });
  for (const compose of parts) compose(place);
  return [features.node.validate(), place.stack];
}

const IS_POOL =
  'cannot check the features (stack/Features): edition is "standard", expected "enterprise": Pool is an Enterprise pool; correct the edition, which decides what the features need [ocs-edition-mismatch]';
const IS_SERVER =
  'cannot check the features (stack/Features): edition is "enterprise", expected "standard": Server is a Standard Edition Server, and there is no Enterprise pool; correct the edition, which decides what the features need [ocs-edition-mismatch]';

describe.each(CLOUDS)("on %s", (cloud) => {
  it.each<[string, OcsEdition, readonly Compose[], string[]]>([
    ["a Standard Edition Server", "standard", [SERVER], []],
    ["a Standard Edition Server", "enterprise", [SERVER], [IS_SERVER]],
    ["a consolidated pool", "enterprise", [POOL], []],
    ["a consolidated pool", "standard", [POOL], [IS_POOL]],
    ["an expanded pool", "enterprise", [EXPANDED], []],
    ["an expanded pool", "standard", [EXPANDED], [IS_POOL]],
    ["a server and a pool", "enterprise", [SERVER, POOL], []],
    ["a server and a pool", "standard", [SERVER, POOL], [IS_POOL]],
    // The servers of a Director are of either edition, whatever is behind it.
    ["an array of Directors on Standard Edition, and a pool", "enterprise", [ARRAY, POOL], []],
    ["an array of Directors on Standard Edition, and a pool", "standard", [ARRAY, POOL], [IS_POOL]],
    ["a Director on Standard Edition, and a pool", "enterprise", [DIRECTOR, POOL], []],
    ["a Director on a pool, and a server", "standard", [DIRECTOR_POOL, SERVER], []],
    ["a Director on a pool, and a server", "enterprise", [DIRECTOR_POOL, SERVER], [IS_SERVER]],
  ])("%s, said to be of %s edition", (_, edition, parts, expected) => {
    expect(checkedFor(cloud, edition, parts)[0]).toEqual(expected);
  });

  it("an array of Directors alone has none of the roles that features of Enterprise Edition need", () => {
    const missing = checkedFor(cloud, "enterprise", [ARRAY])[0].map((text) => /expected (.*?) \(/.exec(text)?.[1]);
    expect(missing).toEqual([
      "the Web Conferencing Server with it",
      "the Web Components Server with it",
      "the Web Components Server with it",
    ]);
  });

  it("the roles of a pool are where its constructs are", () => {
    const [, stack] = checkedFor(cloud, "enterprise", [POOL]);
    expect(declared(stack, "features").map(({ roles }) => roles)).toEqual([
      { "web-conferencing-server": ["Pool/WebConferencingServer"], "web-components": ["Pool/WebComponents"] },
    ]);
  });
});
