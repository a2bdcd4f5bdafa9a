import { describe, expect, it } from "vitest";
import { openSender } from "./send.ts";
import { checkTarget, isPublicAddress, type Resolve } from "./target-guard.ts";

/** Ways to write this machine, the local network or a cloud's metadata service as the host of an address. */
const BYPASSES: readonly string[] = [
  // Loopback, IPv4.
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "017700000001",
  "0x7f000001",
  "0x7F.0x0.0x0.0x1",
  "0177.0.0.1",
  "0177.0000.0000.0001",
  "0x7f.1",
  "127.0.0.1.",
  "127.000.000.001",
  "0",
  "0.0.0.0",
  "0x0",
  "00000.0",
  "0.0.0.1",
  // Digits and dots that Unicode maps to ASCII.
  "①②⑦.⓪.⓪.①",
  "１２７.０.０.１",
  "127。0。0。1",
  "127．0．0．1",
  "127｡0｡0｡1",
  "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
  // Percent-encoded.
  "%31%32%37.0.0.1",
  "127%2e0%2e0%2e1",
  // Names.
  "localhost",
  "LOCALHOST",
  "localhost.",
  "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
  "loc\u00adalhost",
  "app.localhost",
  // Metadata services.
  "169.254.169.254",
  "2852039166",
  "0xA9FEA9FE",
  "0xa9.0xfe.0xa9.0xfe",
  "0251.0376.0251.0376",
  "169.254.43518",
  "169.16689662",
  "0251.0xfe.43518",
  "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
  "169.254.169.254.",
  "[fd00:ec2::254]",
  "100.100.100.200",
  "168.63.129.16",
  "2822734096",
  "[::ffff:168.63.129.16]",
  // With a zone, or with another host before or behind.
  "[fe80::1%25eth0]",
  "[::1%25lo]",
  "a.example@127.0.0.1",
  "a.example:80@127.0.0.1",
  "a.example:80@[::1]:80",
  "127.0.0.1\\@a.example",
  "127.0.0.1#@a.example",
  "127.0.0.1?@a.example",
  "127.0.0.1%2f@0.0.0.0",
  "127.0.0.1\t",
  // Private, carrier, test, multicast and reserved networks.
  "10.0.0.1",
  "10.1",
  "0x0a000001",
  "012.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "0xac100001",
  "192.168.0.1",
  "192.168.257",
  "3232235521",
  "0300.0250.0.1",
  "100.64.0.1",
  "100.127.255.254",
  "192.0.0.8",
  "192.0.2.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.7",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  // IPv6.
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[0000:0000:0000:0000:0000:0000:0000:0001]",
  "[::0001]",
  "[fe80::1]",
  "[febf::1]",
  "[fec0::1]",
  "[fc00::1]",
  "[fdff:ffff::1]",
  "[ff02::1]",
  "[2001:db8::1]",
  "[100::1]",
  "[5f00::1]",
  "[3fff::1]",
  // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP.
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:7f00:1]",
  "[::ffff:169.254.169.254]",
  "[::ffff:a9fe:a9fe]",
  "[::ffff:10.0.0.1]",
  "[::ffff:0:127.0.0.1]",
  "[::127.0.0.1]",
  "[::7f00:1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::a9fe:a9fe]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[2002:a9fe:a9fe::1]",
  "[2002:c0a8:1::1]",
  "[2001:0:7f00:1::]",
  "[2001:db8:0:0:0:5efe:7f00:1]",
];

const LIMITS = { timeoutMs: 2000, connectTimeoutMs: 1000, responseBytes: 1000 };
const POLICY = { allowPrivateNetworkTargets: false };

/** Resolves like a system whose hosts file knows localhost. */
const resolve: Resolve = async (host) => {
  if (/(^|\.)localhost$/.test(host)) return [{ address: "127.0.0.1" }, { address: "::1" }];
  throw Object.assign(new Error(`no such host ${host}`), { code: "ENOTFOUND" });
};

describe("the target guard", () => {
  it("knows at least sixty ways to write a forbidden host", () => {
    expect(new Set(BYPASSES).size).toBeGreaterThanOrEqual(60);
  });

  it.each(BYPASSES)("lets nothing go to %s", async (host) => {
    // What URL does not take as a host is refused before; what it takes is checked in the form in which it will be connected to.
    if (!URL.canParse(`http://${host}/`)) return;
    const { hostname } = new URL(`http://${host}/`);
    await expect(checkTarget(hostname, POLICY, resolve)).rejects.toMatchObject({ code: "TARGET_REFUSED" });
  });

  it("lets a sender reach none of them, nor a name that leads there", async () => {
    const sender = openSender(POLICY, 4, resolve);
    for (const host of BYPASSES) {
      const url = `http://${host}/`;
      const sent = await sender.send({ name: "x", method: "GET", url, headers: {} }, LIMITS);
      expect(sent.kind, host).toBe(URL.canParse(url) ? "refused" : "unsent");
    }
    await sender.close();
  });

  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "not-an-address",
  ])("refuses a name that resolves to %s", async (address) => {
    const leads: Resolve = async () => [{ address }];
    await expect(checkTarget("a.example", POLICY, leads)).rejects.toMatchObject({ code: "TARGET_REFUSED" });
    await expect(checkTarget("a.example.", POLICY, leads)).rejects.toMatchObject({ code: "TARGET_REFUSED" });
  });

  it.each([
    "http://127.0.0.1:1/",
    "http://[::1]:1/",
    "http://2130706433:1/",
    "http://localhost:1/",
    "http://a.example:1/",
  ])("is asked before a request goes to %s", async (url) => {
    const sender = openSender(POLICY, 1, async () => [{ address: "93.184.216.34" }, { address: "10.0.0.1" }]);
    const sent = await sender.send({ name: "x", method: "GET", url, headers: {} }, LIMITS);
    expect(sent).toMatchObject({ kind: "refused", reason: expect.stringContaining("--allow-private-targets") });
    await sender.close();
  });

  it.each(["93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "2a00:1450::5"])(
    "lets requests go to %s",
    async (address) => {
      expect(isPublicAddress(address)).toBe(true);
      const host = address.includes(":") ? `[${address}]` : address;
      await expect(checkTarget(host, POLICY)).resolves.toMatchObject([{ address }]);
    },
  );

  it("refuses a name when only one of its addresses is forbidden", async () => {
    const mixed: Resolve = async () => [{ address: "93.184.216.34" }, { address: "::ffff:10.0.0.1" }];
    await expect(checkTarget("rebind.example", POLICY, mixed)).rejects.toThrow(
      "rebind.example leads to ::ffff:10.0.0.1",
    );
  });

  it("refuses a name without an address", async () => {
    await expect(checkTarget("a.example", POLICY, async () => [])).rejects.toMatchObject({ code: "TARGET_REFUSED" });
  });

  it("gives all addresses of a name, so that one that does not answer is not the end", async () => {
    const two: Resolve = async () => [{ address: "2606:2800:220:1::1" }, { address: "93.184.216.34" }];
    await expect(checkTarget("a.example", POLICY, two)).resolves.toEqual([
      { address: "2606:2800:220:1::1", family: 6 },
      { address: "93.184.216.34", family: 4 },
    ]);
  });

  it("lets requests into the own network when the operator said so", async () => {
    const allow = { allowPrivateNetworkTargets: true };
    await expect(checkTarget("127.0.0.1", allow)).resolves.toEqual([{ address: "127.0.0.1", family: 4 }]);
    await expect(checkTarget("[::1]", allow)).resolves.toEqual([{ address: "::1", family: 6 }]);
  });
});
