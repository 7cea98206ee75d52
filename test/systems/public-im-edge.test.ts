/** Public IM through the Access Edge of OCS 2007: the flows of both documents, each once. */
import { checkStack } from "../../lib/tools/analyze/check";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import type { PublicImConnectivityProps } from "../../lib/systems/lcs/public-im-props";
import { describedRulesOf, recordsOf } from "../support/rules";
import { CLOUDS, networkOn, POOL, service, stackOn } from "../support/stacks";

describe("try", () => {
  it.each(CLOUDS)("%s", (cloud) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const edge = new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] } }),
    });
    const pic = new PublicImConnectivity(stack, "Pic", {
      network,
      edge,
      sipDomains: ["example.com"],
      providers: [
        { provider: "aol", accessProxies: Peer.prefixes(["198.51.100.0/27"]) },
        { provider: "msn", accessProxies: Peer.prefixes(["203.0.113.0/26"]) },
      ],
      certificate: { ca: "public" },
      defaultRouteToClearinghouse: false,
    });
    console.log(describedRulesOf(stack), recordsOf(stack), pic.certificate);
    const text = require("../support/rules").synthesized(stack);
    const { Folder } = require("../tools/stack-files");
    const f = new Folder();
    console.log(JSON.stringify(checkStack(f.read(JSON.parse(text)), "2027-01-01"), null, 1));
    const { previewStack } = require("../../lib/tools/report/preview");
    console.log(
      JSON.stringify(
        previewStack(f.read(JSON.parse(text))).groups.map((g: any) => [
          g.path,
          g.roles,
          g.rules.map((r: any) => [r.standing, r.description]),
        ]),
        null,
        1,
      ),
    );
    f.remove();
  });
});
