/** A synthesized stack that says the same in other words: reordered, renamed, renumbered, described otherwise. */

type Json = Record<string, unknown>;

/** The same stack; the seed decides how its parts are turned around. */
export function otherWords(json: unknown, seed: number): unknown {
  const renamed = JSON.parse(withOtherAddresses(JSON.stringify(json), json, seed)) as Json;
  const resource = renamed["resource"] as Record<string, Json>;
  for (const group of Object.values((resource["azurerm_network_security_group"] ?? {}) as Record<string, Json>)) {
    group["security_rule"] = turned(renumbered(group["security_rule"] as Json[], seed), seed);
  }
  const types = turned(Object.entries(resource), seed).map(([type, byName]) => [
    type,
    Object.fromEntries(turned(Object.entries(byName), seed)),
  ]);
  return { ...renamed, resource: Object.fromEntries(types) as Json };
}

/** Every Terraform address with another name; the constructs' paths stay. */
function withOtherAddresses(text: string, json: unknown, seed: number): string {
  const resource = (json as { resource: Record<string, Json> }).resource;
  const isMade = text.includes('"path":');
  // What nobody placed is known by its Terraform address alone.
  const named = Object.entries(resource).filter(([type]) => isMade || !type.endsWith("network_interface"));
  const names = named.flatMap(([type, byName]) => Object.keys(byName).map((name) => [type, name] as const));
  return names.reduce(
    (whole, [type, name]) =>
      whole
        .replace(new RegExp(`${type}\\.${name}(?![\\w-])`, "g"), `${type}.r${String(seed)}_${name}`)
        .replaceAll(`"${name}":{`, `"r${String(seed)}_${name}":{`),
    text,
  );
}

/** Other priorities in the same order, and other names. */
function renumbered(rules: readonly Json[], seed: number): Json[] {
  const inOrder = [...rules].sort((a, b) => Number(a["priority"]) - Number(b["priority"]));
  return rules.map((rule) => ({
    ...rule,
    name: `renamed-${String(rule["name"])}`,
    priority: 100 + inOrder.indexOf(rule) * (1 + (seed % 7)),
  }));
}

function turned<T>(all: readonly T[], seed: number): T[] {
  const at = all.length === 0 ? 0 : seed % all.length;
  return [...all.slice(at), ...all.slice(0, at)].reverse();
}
