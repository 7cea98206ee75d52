/** `cdktf-uc-edge/aws`: the back end for Amazon Web Services. Needs `@cdktf/provider-aws`. */
import "./require-provider";

export { AwsNetwork } from "./aws-network";
export type { AwsDns, AwsNetworkProps, AwsPerimeter, AwsQuotas, AwsSubnet, AwsZone } from "./aws-network";
export { AwsPeer } from "./aws-peer";
