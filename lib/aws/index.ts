/** `cdktf-uc-edge/aws`: the back end for Amazon Web Services. Needs `@cdktf/provider-aws`. */
import "./require-provider";

export { AwsLink, type AwsLinkKind } from "./aws-link";
export { AwsNetwork } from "./aws-network";
export type { AwsDns, AwsNetworkProps, AwsPerimeter, AwsQuotas, AwsSubnet, AwsZone } from "./aws-network";
export type { AwsDirectConnect, AwsPartner } from "./aws-partner";
export { AwsPeer } from "./aws-peer";
export type { AwsForwarding, AwsInboundEndpoint } from "./aws-resolver";
export type { AwsResolverSubnet } from "./aws-resolver-endpoint";
