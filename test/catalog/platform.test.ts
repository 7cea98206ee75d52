/** What the clouds ask for, held against their documentation by hand. */
import { DOCUMENTS } from "../../lib/catalog/documents";
import { PLATFORM_FLOWS } from "../../lib/catalog/platform";
import { PROXY_CERTIFICATES } from "../../lib/catalog/proxy-certificates";

test("the flows are those that the clouds document", () => {
  const lines = PLATFORM_FLOWS.map(
    ({ id, cloud, from, to, transports, ports }) =>
      `${cloud} ${id}: ${from} -> ${to} ${transports.join("+")} ${typeof ports === "string" ? ports : ports.map((range) => range.join("-")).join()}`,
  );
  expect(lines).toEqual([
    "aws aws-nlb/health-check: balancer -> member tcp health-check",
    "aws aws-alb/health-check: balancer -> member tcp health-check",
    "azure azure-lb/probe: AzureLoadBalancer -> member tcp health-check",
    "azure azure-application-gateway/manager: GatewayManager -> balancer tcp 65200-65535",
    "azure azure-application-gateway/probe: AzureLoadBalancer -> balancer tcp+udp every",
    "azure azure-application-gateway/outbound: balancer -> internet tcp+udp every",
    "azure azure-application-gateway/health-check: balancer -> member tcp health-check",
    "aws aws-route53-resolver/forward: forwarder -> name-server tcp+udp 53-53",
  ]);
});

test("each says where it can be read", () => {
  for (const { id, source } of PLATFORM_FLOWS) {
    const document = DOCUMENTS.find(({ key }) => key === source.document);
    expect([id, document?.url]).toEqual([
      id,
      expect.stringMatching(/^https:\/\/(docs\.aws\.amazon|learn\.microsoft)\.com\//),
    ]);
  }
});

test("what a proxy's certificate can hold is what each cloud documents, by hand", () => {
  const lines = Object.entries(PROXY_CERTIFICATES).map(([cloud, { names, octets, source }]) => {
    const { title, url } = DOCUMENTS.find(({ key }) => key === source) ?? {};
    return [cloud, names, octets, title, url?.slice(0, 31)];
  });
  expect(lines).toEqual([
    [
      "aws",
      { unasked: 10, most: 100 },
      null,
      "Quotas of AWS Certificate Manager: domain names of a certificate",
      "https://docs.aws.amazon.com/acm",
    ],
    [
      "azure",
      null,
      16384,
      "Azure subscription and service limits: Application Gateway",
      "https://learn.microsoft.com/azu",
    ],
  ]);
});
