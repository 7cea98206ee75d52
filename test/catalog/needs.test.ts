/** Common needs: each port as the RFC or the vendor's page has it, written by hand. */
import { NEEDS } from "../../lib/catalog/needs";

test("each need has the ports and the initiator that its sources state", () => {
  const printed = NEEDS.map(({ id, initiator, services, sources }) => {
    const traffic = services.map(
      ({ transport, ports }) => `${transport} ${ports.map((range) => range.join("-")).join()}`,
    );
    const from = [...new Set(sources.map(({ document }) => document.replace(/, .*/, "")))];
    return `${id}: ${initiator === "role" ? "to" : "from"} ${traffic.join(" ")} | ${from.join(" ")}`;
  });
  expect(printed).toEqual([
    "dns: to udp 53-53 tcp 53-53 | RFC 1035 RFC 7766",
    "ntp: to udp 123-123 | RFC 5905",
    "ldap: to tcp 389-389 | RFC 4511",
    "ldaps: to tcp 636-636 | Microsoft",
    "domain-controller-locator: to udp 389-389 | Microsoft",
    "global-catalog: to tcp 3268-3268 | Microsoft",
    "global-catalog-tls: to tcp 3269-3269 | Microsoft",
    "kerberos: to udp 88-88 tcp 88-88 | RFC 4120",
    "kerberos-password: to udp 464-464 tcp 464-464 | RFC 3244",
    "crl: to tcp 80-80 | RFC 5280 RFC 2585 RFC 9110",
    "ocsp: to tcp 80-80 | RFC 6960 RFC 9110",
    "ssh: from tcp 22-22 | RFC 4253",
    "rdp: from tcp 3389-3389 | Microsoft",
    "https-management: from tcp 443-443 | RFC 9110",
    "kms: to tcp 1688-1688 | Microsoft",
  ]);
});

test("management comes from the peer, and nothing else does", () => {
  expect(NEEDS.filter(({ initiator }) => initiator === "peer").map(({ area }) => area)).toEqual([
    "management",
    "management",
    "management",
  ]);
});

test("each need has a name and a purpose of its own, and a source with its place", () => {
  expect(new Set(NEEDS.map(({ id }) => id)).size).toBe(NEEDS.length);
  expect(new Set(NEEDS.map(({ purpose }) => purpose)).size).toBe(NEEDS.length);
  for (const { id, title, purpose, sources } of NEEDS) {
    expect([id, title !== "" && purpose !== "" && sources.length > 0]).toEqual([id, true]);
    for (const { section, url } of sources) {
      expect([id, section]).toEqual([id, expect.stringMatching(/\S/)]);
      expect([id, url]).toEqual([
        id,
        expect.stringMatching(/^https:\/\/(www\.rfc-editor\.org|learn\.microsoft\.com)\//),
      ]);
    }
  }
});
