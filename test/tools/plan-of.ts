/**
 * The plan of resources that were written as a synthesized stack has them: what is an expression there is not known in the
 * plan, and stands in its configuration as it was written.
 */

type Json = Record<string, unknown>;

const PLACE = /\$\{([^{}]+)\}/;

/** Resources by type and name, and the lines of a declaration, as `terraform show -json` of a plan has them. */
export function planOf(resources: Record<string, Record<string, Json>>, declaration: readonly string[]): Json {
  const all = Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({ type, name, address: `${type}.${name}`, values })),
  );
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: all.map(({ type, name, address, values }) => ({
          address,
          mode: "managed",
          type,
          name,
          values: known(values),
        })),
      },
    },
    resource_changes: all.map(({ address, values }) => ({
      address,
      change: { actions: ["create"], after_unknown: { id: true, arn: true, ...(unknown(values) as Json) } },
    })),
    variables: { uc_edge_deployment: { value: declaration } },
    configuration: {
      root_module: {
        resources: all.map(({ type, name, address, values }) => ({
          address,
          mode: "managed",
          type,
          name,
          expressions: expressions(values),
        })),
      },
    },
    complete: true,
    errored: false,
  };
}

type Resources = Record<string, Record<string, Json>>;

/**
 * The plan that leads from resources to others: what was there has an id and is known, and so is every reference to it;
 * what is not known before is made.
 */
export function planOfChange(before: Resources, after: Resources, declaration: readonly string[]): Json {
  const was = Object.entries(before).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      values: { ...(settled(values, before) as Json), id: `id-of-${name}` },
    })),
  );
  const known: Resources = Object.fromEntries(
    Object.entries(after).map(([type, byName]) => [
      type,
      Object.fromEntries(
        Object.entries(byName).map(([name, values]) => [
          name,
          {
            ...(settled(values, before) as Json),
            ...(before[type]?.[name] === undefined ? {} : { id: `id-of-${name}` }),
          },
        ]),
      ),
    ]),
  );
  const plan = planOf(known, declaration) as { resource_changes: { address: string; change: Json }[] };
  const old = new Map(was.map((one) => [one.address, one]));
  const made = new Set(plan.resource_changes.map(({ address }) => address));
  const changes = plan.resource_changes.map((one) => {
    const { values, ...rest } = old.get(one.address) ?? {};
    return values === undefined
      ? one
      : { ...rest, ...one, change: { ...one.change, actions: ["update"], before: values } };
  });
  const gone = was
    .filter(({ address }) => !made.has(address))
    .map(({ values, ...one }) => ({ ...one, change: { actions: ["delete"], before: values, after: null } }));
  return {
    ...plan,
    prior_state: { format_version: "1.0", values: { root_module: { resources: was } } },
    resource_changes: [...changes, ...gone],
  };
}

/** Values with what the resources that were there give in the place of references to them. */
function settled(value: unknown, before: Resources): unknown {
  if (typeof value === "string") {
    const [type = "", name = "", attribute = ""] = PLACE.exec(value)?.[1]?.split(".") ?? [];
    if (before[type]?.[name] === undefined) return value;
    return value.replace(PLACE, attribute === "id" ? `id-of-${name}` : String(before[type][name][attribute]));
  }
  if (Array.isArray(value)) return value.map((one) => settled(one, before));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, settled(one, before)]));
}

/** Values that are known; what is not stands as null in lists, and nowhere in objects. */
function known(value: unknown): unknown {
  if (typeof value === "string") return PLACE.test(value) ? null : value;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => typeof one !== "string" || !PLACE.test(one))
      .map(([key, one]) => [key, known(one)]),
  );
}

/** `true` in the place of what is not known. */
function unknown(value: unknown): unknown {
  if (typeof value === "string") return PLACE.test(value);
  if (Array.isArray(value)) return value.map(unknown);
  if (typeof value !== "object" || value === null) return false;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, unknown(one)] as const)
      .filter(([, one]) => one !== false),
  );
}

/** Blocks stand as lists of their own expressions, everything else as what was written. */
function expressions(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const isBlock = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object");
      return [key, isBlock ? value.map((one) => expressions(one as Json)) : written(value)];
    }),
  );
}

function written(value: unknown): Json {
  const reference = typeof value === "string" ? PLACE.exec(value)?.[1] : undefined;
  if (reference === undefined) return { constant_value: value };
  const parts = reference.split(".");
  return { constant_value: value, references: [reference, parts.slice(0, 2).join(".")] };
}
