/** Static translation of addresses, one to one with all ports kept, on both clouds. */
import { machineInterface } from "./aws-balancers";
import { listOf, objectOf, textOf, UNKNOWN } from "./json-values";
import type { References, SeenAddress } from "./references";
import { blocksOf } from "./rule";
import type { TerraformResource } from "./terraform-resource";

/** One public address that stands for one private address. */
export interface ReadTranslation {
  readonly publicAddress: SeenAddress;
  /** The Terraform address or id of the interface or machine; nothing where it is not known. */
  readonly interface: string | undefined;
  /** The private address; nothing where it is the first of the interface. */
  readonly privateAddress: SeenAddress | undefined;
  readonly family: "ipv4" | "ipv6";
  /** Terraform addresses that make it. */
  readonly hops: readonly string[];
  /** Whether there may be several of it, or none. */
  readonly repeated: boolean;
}

/** Every translation of a stack. */
export function readTranslations(references: References): ReadTranslation[] {
  return [...awsTranslations(references), ...azureTranslations(references)];
}

function awsTranslations(references: References): ReadTranslation[] {
  const associated = references.ofType("aws_eip_association").map((one) => associationOf(references, one));
  const taken = new Set([...associated.flatMap(({ hops }) => hops), ...publicAddressesOfOthers(references)]);
  return [
    ...associated,
    // A plan shows what an address is attached to in the address itself, too.
    ...references.ofType("aws_eip").flatMap((eip) => (taken.has(eip.address) ? [] : attachedEip(references, eip))),
    ...references
      .ofType("aws_instance")
      .flatMap(({ address, values, repeated }) =>
        values["associate_public_ip_address"] === true
          ? [translation(references, address, `\${${address}.public_ip}`, { hops: [address], repeated })]
          : [],
      ),
  ];
}

/** Addresses that stand for no interface of a machine: those of NAT gateways and of balancers. */
function publicAddressesOfOthers(references: References): string[] {
  const gateways = references
    .ofType("aws_nat_gateway", "aws_nat_gateway_eip_association")
    .flatMap(({ values }) => [
      ...listOf(values["allocation_id"]),
      ...listOf(values["allocation_ids"]),
      ...listOf(values["secondary_allocation_ids"]),
    ]);
  const balancers = references
    .ofType("aws_lb", "aws_alb")
    .flatMap(({ values }) => listOf(values["subnet_mapping"]).map((one) => objectOf(one)["allocation_id"]));
  return [...gateways, ...balancers].flatMap((id) => references.addressOf(id) ?? []);
}

function associationOf(references: References, resource: TerraformResource): ReadTranslation {
  const { address, values, repeated } = resource;
  const allocation = textOf(values["allocation_id"]) ?? textOf(values["public_ip"]);
  const eip = references.find(allocation)?.address;
  const at = textOf(values["network_interface_id"]) ?? textOf(values["instance_id"]);
  return translation(references, at === undefined ? undefined : references.find(at)?.address, allocation, {
    hops: [...(eip === undefined ? [] : [eip]), address],
    repeated: repeated || references.at(eip ?? "")?.repeated === true,
    privateAddress: references.ipAddress(values["private_ip_address"], ["private_ip"]),
  });
}

function attachedEip(references: References, eip: TerraformResource): ReadTranslation[] {
  const { address, values, repeated } = eip;
  const at = textOf(values["network_interface"]) ?? textOf(values["instance"]);
  if (at === undefined) return [];
  const privateAddress = references.ipAddress(values["associate_with_private_ip"], ["private_ip"]);
  const to = references.find(at)?.address;
  return [translation(references, to, `\${${address}.id}`, { hops: [address], repeated, privateAddress })];
}

function translation(
  references: References,
  at: string | undefined,
  publicAddress: string | undefined,
  rest: { hops: string[]; repeated: boolean; privateAddress?: SeenAddress | undefined },
): ReadTranslation {
  const unknown = { text: UNKNOWN, literal: undefined, resource: undefined };
  return {
    publicAddress: references.ipAddress(publicAddress, ["public_ip"]) ?? unknown,
    interface: at === undefined ? undefined : machineInterface(references, at),
    privateAddress: rest.privateAddress,
    family: "ipv4",
    hops: rest.hops,
    repeated: rest.repeated,
  };
}

function azureTranslations(references: References): ReadTranslation[] {
  return references.ofType("azurerm_network_interface").flatMap(({ address, values, repeated }) =>
    blocksOf(values, "ip_configuration").flatMap(({ block, repeated: several }, index): ReadTranslation[] => {
      const id = textOf(block["public_ip_address_id"]);
      if (id === undefined) return [];
      const hop = references.addressOf(id);
      const seen = references.ipAddress(id, ["ip_address"]);
      const own = references.ipAddress(block["private_ip_address"], ["private_ip_address"]);
      const picked = `${address}.ip_configuration[${String(index)}].private_ip_address`;
      return [
        {
          publicAddress: seen ?? { text: UNKNOWN, literal: undefined, resource: undefined },
          interface: address,
          privateAddress: own ?? (index === 0 ? undefined : { text: picked, literal: undefined, resource: address }),
          family: String(block["private_ip_address_version"]).toLowerCase() === "ipv6" ? "ipv6" : "ipv4",
          hops: [...(hop === undefined ? [] : [hop]), address],
          repeated: repeated || several,
        },
      ];
    }),
  );
}
