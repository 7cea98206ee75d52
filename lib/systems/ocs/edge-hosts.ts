/** The hosts that edge services are on. */
import { UcEdgeError } from "../../net/uc-edge-error";
import type { InterfaceProps, Side } from "../../stack/interface-request";

/** A host of a service, with an interface on each side. */
export interface EdgeHost {
  /** The prop that describes it: `accessEdge`, or `accessEdge.array.hosts[0]`. */
  readonly prop: string;
  readonly external: InterfaceProps;
  readonly internal: InterfaceProps;
}

/**
 * A host as it is described.
 *
 * @throws {@link UcEdgeError} `ocs-interface-missing`
 */
export function hostOf(
  given: Partial<Record<Side, InterfaceProps>>,
  by: { readonly prop: string; readonly what: string; readonly path: string },
): EdgeHost {
  const interfaceOn = (side: Side): InterfaceProps => {
    const props: unknown = given[side];
    if (typeof props === "object" && props !== null) return props;
    throw new UcEdgeError({
      ...by,
      code: "ocs-interface-missing",
      prop: `${by.prop}.${side}`,
      value: props,
      expected: "an interface: every edge service has an external and an internal one",
      todo: "describe the interface; {} lets the cloud pick its address",
    });
  };
  return { prop: by.prop, external: interfaceOn("external"), internal: interfaceOn("internal") };
}
