/** The features in a preview: what each needs, where that stands, and who uses it. */
import pc from "picocolors";
import { previewFeatures, printFeatures } from "../../../lib/tools/report/features";
import { printPreview } from "../../../lib/tools/report/preview-text";
import { previewStack } from "../../../lib/tools/report/preview";
import { readDeclaration } from "../../../lib/tools/read/declaration";
import { expectFault } from "../../support/faults";
import { Folder } from "../stack-files";
import { stackWith } from "./certificate-items";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const plain = pc.createColors(false);
const ITEM = {
  item: "features",
  path: "Features",
  system: "ocs-2007",
  edition: "enterprise",
  features: ["ocs-2007/features/1", "ocs-2007/features/2", "ocs-2007/features/6", "ocs-2007/features/11"],
  roles: {
    "web-conferencing-server": ["Pool/Conferencing"],
    "web-components": ["inside: Pool/Web"],
    "access-edge": ["Edge/AccessEdge", "Edge2/AccessEdge"],
    "reverse-proxy": [],
    "mediation-server": ["Voice/Mediation"],
    "basic-media-gateway": [],
    "basic-hybrid-media-gateway": [],
    "advanced-media-gateway": [],
  },
  existing: ["reverse-proxy", "advanced-media-gateway"],
};

function features(item: Record<string, unknown>) {
  const lines = [{ item: "stack", format: 1, cloud: "aws" }, item].map((one) => JSON.stringify(one));
  return previewFeatures(readDeclaration(lines, "cdk.tf.json"));
}

it("names the roles of the feature table with their places, and the clients", () => {
  expect(printFeatures(features(ITEM), { width: 80, colors: plain }).split("\n")).toEqual([
    "Features of Office Communications Server 2007, Enterprise Edition (Features)",
    "  IM and presence for         no role beyond the servers of the edition",
    "  internal users              used by Office Communicator inside",
    "                              asked for by ocs-2007 features 1",
    "  On-premise web              Web Conferencing Server: Pool/Conferencing",
    "  conferencing                Web Components Server: inside: Pool/Web",
    "                              used by Live Meeting 2007 client inside",
    "                              asked for by ocs-2007 features 2",
    "  Federation                  Access Edge Server: Edge/AccessEdge,",
    "                              Edge2/AccessEdge",
    "                              Reverse Proxy: there already",
    "                              used by Office Communicator inside, Office",
    "                              Communicator outside",
    "                              asked for by ocs-2007 features 6",
    "  Enterprise Voice            Advanced media gateway (with the Mediation",
    "                              Server's logic): there already",
    "                              used by Office Communicator inside, Office",
    "                              Communicator 2007 Phone inside",
    "                              asked for by ocs-2007 features 11",
  ]);
});

it("needs fewer roles on Standard Edition, and says what is missing where nothing is whole", () => {
  const lacking = { ...ITEM, edition: "standard", roles: {}, existing: [], features: ITEM.features.slice(1) };
  const [standard] = features(lacking);
  expect(standard?.features.map(({ fact, roles }) => [fact, ...roles.map(({ role }) => role)])).toEqual([
    ["ocs-2007/features/2"],
    ["ocs-2007/features/6", "access-edge", "reverse-proxy"],
    ["ocs-2007/features/11", "mediation-server", "basic-media-gateway"],
  ]);
  expect(printFeatures(features(lacking), { width: 80, colors: plain })).toContain("Mediation Server: missing");
});

it("is part of a preview, as text and as data", () => {
  const stack = previewStack(folder.read(stackWith(ITEM)));
  expect(stack.features.map(({ path, edition }) => [path, edition])).toEqual([["Features", "enterprise"]]);
  expect(stack.features[0]?.features[2]).toEqual({
    feature: "Federation",
    fact: "ocs-2007/features/6",
    roles: [
      {
        role: "access-edge",
        title: "Access Edge Server",
        at: ["Edge/AccessEdge", "Edge2/AccessEdge"],
        existing: false,
      },
      { role: "reverse-proxy", title: "Reverse Proxy", at: [], existing: true },
    ],
    clients: ["Office Communicator inside", "Office Communicator outside"],
  });
  expect(printPreview([stack], { width: 80, colors: plain })).toContain(
    "\n\nFeatures of Office Communications Server 2007, Enterprise Edition (Features)\n",
  );
  expect(printPreview([previewStack(folder.read(stackWith()))], { width: 80, colors: plain })).not.toContain(
    "Features",
  );
});

it("is refused without its edition", () => {
  expectFault(() => features({ ...ITEM, edition: undefined }), "tools-declaration-damaged", "edition");
});
