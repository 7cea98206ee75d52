import { synthesizeExamples } from "../support/examples";

describe("the synthesized examples", () => {
  const examples = synthesizeExamples();

  it("are the stacks that the README names", () => {
    expect([...examples.keys()].sort()).toEqual([
      "cups-xmpp-port-forward-aws",
      "cups-xmpp-port-forward-azure",
      "cups-xmpp-static-nat-aws",
      "cups-xmpp-static-nat-azure",
      "lcs-public-im-aws",
      "lcs-public-im-azure",
      "ocs-director-voice-aws",
      "ocs-director-voice-azure",
      "ocs-edge-aws",
      "ocs-edge-azure",
      "ocs-edge-with-proxy-aws",
      "ocs-edge-with-proxy-azure",
      "ocs-enterprise-pool-aws",
      "ocs-enterprise-pool-azure",
      "ocs-managed-proxy-aws",
      "ocs-managed-proxy-azure",
      "ocs-standard-edition-aws",
      "ocs-standard-edition-azure",
      "own-product-aws",
      "own-product-azure",
      "webex-contact-center-aws",
      "webex-contact-center-azure",
      "webex-dedicated-instance-aws",
      "webex-dedicated-instance-azure",
      "webex-inter-op-trunk-aws",
      "webex-inter-op-trunk-azure",
      "xphone-dmz-iis-aws",
      "xphone-dmz-iis-azure",
      "xphone-dmz-reverse-proxy-aws",
      "xphone-dmz-reverse-proxy-azure",
      "xphone-managed-proxy-aws",
      "xphone-managed-proxy-azure",
      "xphone-satellite-turn-aws",
      "xphone-satellite-turn-azure",
      "xphone-server-iis-aws",
      "xphone-server-iis-azure",
      "xphone-softphone-desktop-aws",
      "xphone-softphone-desktop-azure",
      "xphone-softphone-desktop-turn-aws",
      "xphone-softphone-desktop-turn-azure",
      "xphone-softphone-mobile-aws",
      "xphone-softphone-mobile-azure",
      "xphone-softphone-mobile-turn-aws",
      "xphone-softphone-mobile-turn-azure",
    ]);
  });

  it.each([...examples.keys()])("have not changed: %s", (stack) => {
    // The local back end's state file is named by its absolute path.
    const text = (examples.get(stack) ?? "").replaceAll(process.cwd(), "");
    const json = JSON.parse(text) as { variable: { uc_edge_deployment: { default: unknown[] } } };
    const declaration = json.variable.uc_edge_deployment;
    declaration.default = declaration.default.map((line) => JSON.parse(String(line)) as unknown);
    expect(json).toMatchSnapshot();
  });
});
