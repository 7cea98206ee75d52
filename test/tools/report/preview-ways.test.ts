/** The ways in, as a preview shows them: for people at a narrow terminal, and as data. */
import { createColors } from "picocolors";
import { previewStack, type PreviewStack } from "../../../lib/tools/report/preview";
import { printPreview } from "../../../lib/tools/report/preview-text";
import { declaredOn, publishedOn, type Resources, set } from "../analyze/published";
import { Folder } from "../stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function preview(
  cloud: "aws" | "azure",
  change: (all: Resources) => void = () => undefined,
  more: unknown[] = [],
): PreviewStack {
  const resource = structuredClone(publishedOn(cloud));
  change(resource);
  const declaration = [...declaredOn(cloud), ...more.map((item) => JSON.stringify(item))];
  const variable = { uc_edge_deployment: { default: declaration } };
  return previewStack(folder.read({ resource, variable }), "2027-04-01");
}

/** The section of a heading. */
function section(stack: PreviewStack, heading: string, width = 60): string[] {
  const text = printPreview([stack], { width, colors: createColors(false) });
  const lines = text.split("\n");
  const from = lines.indexOf(heading);
  return lines.slice(from, lines.indexOf("", from));
}

it("stand together, each with where it leads, through what, and what passes", () => {
  expect(section(preview("azure"), "Ways in", 80)).toEqual([
    "Ways in",
    "  address             traffic     to",
    "  made at deployment  tcp 443     Sbc/External port 5061 (10.20.0.10,",
    "                                  10.20.0.11)",
    "                                  by load balancer Public",
    "                                  all that is asked for passes",
    "  made at deployment  every port  Web/External (10.20.0.20)",
    "                                  by static NAT",
    "                                  all that is asked for passes",
  ]);
});

it("say that static NAT leaves it to the rules what passes", () => {
  const legend = "  every port: static NAT keeps all ports; what passes is what the rules permit.";
  expect(section(preview("azure"), "How to read this", 80)).toContain(legend);
  const without = preview("aws", (all) => {
    for (const id of Object.keys(all["aws_eip_association"] ?? {})) set(all, `aws_eip_association.${id}`, undefined);
  });
  const isNat = without.waysIn.some(({ through }) => through === "static-nat");
  expect(section(without, "How to read this", 80).includes(legend)).toBe(isNat);
});

it("fit a narrow terminal", () => {
  const lines = section(preview("aws"), "Ways in");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(lines).toContain("                                  by network load balancer");
});

it("say what is closed, and what nobody declared", () => {
  const lines = section(
    preview("aws", (all) => {
      set(all, "aws_vpc_security_group_ingress_rule.front", undefined);
      set(all, "aws_eip_association.More", {
        allocation_id: "${aws_eip.More.id}",
        network_interface_id: "${aws_network_interface.A.id}",
      });
      set(all, "aws_eip.More", { public_ip: "192.0.2.9" });
    }),
    "Ways in",
    100,
  );
  expect(lines).toContain("                                  nothing of what is asked for passes");
  expect(
    lines
      .slice(lines.findIndex((line) => line.includes("192.0.2.9")))
      .slice(0, 3)
      .map((line) => line.trim()),
  ).toEqual(["192.0.2.9           every port  Sbc/External", "by static NAT", "closed; nothing asks for it"]);
});

it("are data as well", () => {
  const [way] = preview("aws").waysIn;
  expect(way).toMatchObject({
    address: "aws_eip.Public.public_ip",
    addressKnown: false,
    transports: ["tcp"],
    ports: [443, 443],
    through: "network-load-balancer",
    declared: "Public",
    ends: [
      { interface: "Sbc/External", address: "10.20.0.10", ports: [5061, 5061] },
      { interface: "Sbc/External", address: "10.20.0.11", ports: [5061, 5061] },
    ],
    open: "yes",
    asked: "all",
  });
});

it("are not mentioned where there are none", () => {
  const stack = previewStack(folder.read({ resource: { aws_security_group: { x: {} } } }));
  expect(stack.waysIn).toEqual([]);
  expect(printPreview([stack], { width: 80, colors: createColors(false) })).not.toContain("Ways in");
});

describe("beside them", () => {
  it("an interface with several addresses lists each", () => {
    expect(section(preview("azure"), "Sbc/External", 80).slice(0, 4)).toEqual([
      "Sbc/External",
      "Sbc/External",
      "  10.20.0.10",
      "  10.20.0.11",
    ]);
  });

  it("what peers see is said where it is no address of the interface itself", () => {
    const wayOut = ["192.0.2.50", { ref: "aws_eip.nat.public_ip" }];
    const inside = [
      {
        item: "interface",
        path: "Inside",
        zone: "internal",
        side: "internal",
        title: "Inside",
        group: "aws_security_group.Web",
        groupAliases: [],
        nics: [{ existing: false, addresses: [{ privateAddress: "10.30.0.4" }] }],
        wayOut,
      },
    ];
    // Nothing that starts here goes to the internet, so that nobody there sees it.
    expect(preview("aws", undefined, inside).groups.find(({ path }) => path === "Inside")?.wayOut).toEqual([]);
    const goesOut = (all: Resources): void => {
      set(all, "aws_vpc_security_group_egress_rule.updates", {
        security_group_id: "${aws_security_group.Web.id}",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "198.51.100.7/32",
      });
    };
    const stack = preview("aws", goesOut, inside);
    expect(section(stack, "Inside", 80).slice(1, 3)).toEqual([
      "Inside, 10.30.0.4",
      "seen by peers as 192.0.2.50, an address made at deployment",
    ]);
    expect(stack.groups.find(({ path }) => path === "Inside")?.wayOut).toEqual(["192.0.2.50", "aws_eip.nat.public_ip"]);
  });

  it("the routes to set on a host are listed", () => {
    const route = {
      item: "host-route",
      role: "Web",
      prefix: "10.30.0.0/16",
      interface: "Web/Internal",
      gateway: "10.20.0.129",
    };
    const stack = preview("aws", undefined, [route, { ...route, prefix: "10.31.0.0/16", gateway: null }]);
    expect(section(stack, "Routes to set on the host", 80)).toEqual([
      "Routes to set on the host",
      "  10.30.0.0/16  Web: out of Web/Internal, to 10.20.0.129",
      "  10.31.0.0/16  Web: out of Web/Internal, to the gateway of its subnet",
    ]);
    expect(stack.hostRoutes[0]).toEqual({
      role: "Web",
      prefix: "10.30.0.0/16",
      interface: "Web/Internal",
      gateway: "10.20.0.129",
    });
  });
});
