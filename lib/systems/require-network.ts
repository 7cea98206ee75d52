/** Where a deployment is placed. */
import { UcEdgeError } from "../net/uc-edge-error";
import { Network } from "../stack/network";

/** What is said of a deployment without a network. */
export interface WithoutNetwork {
  readonly code: string;
  /** What failed: `cannot deploy the edge`. */
  readonly what: string;
  /** What to do: `say where the edge is placed`. */
  readonly todo: string;
  readonly path: string;
}

/** Refuses what is no network. */
export function requireNetwork(network: unknown, said: WithoutNetwork): void {
  if (Network.isNetwork(network)) return;
  throw new UcEdgeError({
    ...said,
    prop: "network",
    value: typeof network === "object" && network !== null ? "an object that is no network" : network,
    expected: "an AwsNetwork or an AzureNetwork",
  });
}
