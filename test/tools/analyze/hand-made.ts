/** Small stacks written by hand: one Access Edge, or nothing of ours at all. */
import { checkStack, type CheckResult } from "../../../lib/tools/analyze/check";
import type { Folder } from "../stack-files";

type Json = Record<string, unknown>;

/** The day of every check. */
export const TODAY = "2027-04-01";

/** The groups of the Access Edge on AWS. */

/** Lines of a declaration: federation with 198.51.100.0/24 in both directions, the pool 10.30.1.0/28 inside. */
export function declared(...more: Json[]): string[] {
  const side = (name: string, privateAddress: string): Json => ({
    item: "interface",
    path: `Edge/AccessEdge/${name}`,
    title: name,
    zone: "perimeter",
    side: name.toLowerCase(),
    group: `aws_security_group.${name}`,
    groupAliases: [],
    privateAddress,
    publicAddress: null,
  });
  const peer = (role: string, prefix: string): Json => ({
    item: "peer",
    of: "Edge",
    role: `ocs-2007/${role}`,
    choice: null,
    peers: [{ kind: "prefixes", prefixes: [prefix] }],
  });
  return [
    { item: "stack", format: 1, cloud: "aws" },
    {
      item: "network",
      path: "Network",
      zones: { perimeter: ["10.20.0.0/24"], internal: ["10.30.0.0/16"] },
      internalDomains: ["corp.example.com"],
    },
    { item: "system", path: "Edge", system: "ocs-2007", choices: ["federation"] },
    {
      item: "role",
      path: "Edge/AccessEdge",
      role: "ocs-2007/access-edge",
      external: "Edge/AccessEdge/External",
      internal: "Edge/AccessEdge/Internal",
    },
    side("External", "10.20.0.10"),
    side("Internal", "10.20.0.138"),
    peer("federated-partner", "198.51.100.0/24"),
    peer("front-end", "10.30.1.0/28"),
    ...more,
  ].map((one) => JSON.stringify(one));
}

/** An own flow of the Access Edge, as the declaration holds it. */
export function ownFlow(more: Json): Json {
  return {
    item: "own-flow",
    id: "own/probe-123456",
    role: "Edge/AccessEdge",
    direction: "ingress",
    peer: { kind: "internet" },
    transport: "tcp",
    ports: [[8443, 8443]],
    sourcePorts: null,
    icmp: null,
    purpose: "probe",
    owner: null,
    expires: null,
    ...more,
  };
}

/** A rule on AWS, TCP unless it says otherwise. */
export function awsRule(group: string, ports: number, more: Json): Json {
  return {
    security_group_id: `\${aws_security_group.${group}.id}`,
    ip_protocol: "tcp",
    from_port: ports,
    to_port: ports,
    description: "ocs-2007/ports/12a",
    ...more,
  };
}

/** The edge's resources on AWS, exact; `more` replaces or adds resources by type. */
export function edgeOnAws(more: Record<string, Json> = {}): Record<string, Json> {
  const eni = (name: string, address: string): Json => ({
    private_ips: [address],
    security_groups: [`\${aws_security_group.${name}.id}`],
  });
  const partner = { cidr_ipv4: "198.51.100.0/24" };
  const pool = { cidr_ipv4: "10.30.1.0/28" };
  const base: Record<string, Json> = {
    aws_security_group: { External: {}, Internal: {} },
    aws_network_interface: { External: eni("External", "10.20.0.10"), Internal: eni("Internal", "10.20.0.138") },
    aws_vpc_security_group_ingress_rule: {
      partner: awsRule("External", 5061, partner),
      pool: awsRule("Internal", 5061, pool),
    },
    aws_vpc_security_group_egress_rule: {
      partner: awsRule("External", 5061, { ...partner, description: "ocs-2007/ports/12b" }),
      pool: awsRule("Internal", 5061, { ...pool, description: "ocs-2007/ports/12b" }),
    },
  };
  const types = new Set([...Object.keys(base), ...Object.keys(more)]);
  return Object.fromEntries([...types].map((type) => [type, { ...base[type], ...more[type] }]));
}

/** Checks resources as one synthesized stack. */
export function checked(folder: Folder, resource: unknown, declaration?: readonly string[]): CheckResult {
  const variable = declaration === undefined ? {} : { variable: { uc_edge_deployment: { default: declaration } } };
  return checkStack(folder.read({ resource, ...variable }), TODAY);
}

/** What was found, as `severity code where`. */
export function lines(result: CheckResult): string[] {
  return result.findings.map(({ severity, code, where, accepted }) =>
    [severity, code, where, ...(accepted === null ? [] : ["accepted"])].join(" ").trimEnd(),
  );
}
