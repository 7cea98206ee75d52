/** The media range of a call controller: as stated, checked or computed for the calls that it must carry. */
import { MEDIA_RANGE } from "../../catalog/xphone/call-controller";
import type { PortList } from "../../catalog/schema";
import { LAST_PORT, parsePorts, type PortRange, printPorts } from "../../net/port-range";
import { requireKnown } from "../../stack/unresolved";
import { portsPerCall } from "./voip-ready";
import { faultAt, readPort, type ToldAt } from "./xphone-faults";
import { type StatedTraffic, XPHONE_FLOWS } from "./xphone-system";

/** The media range of a call controller. */
export interface XPhoneMediaRangeProps {
  /**
   * The range, as it is set in the product: `"30000-33000"`. Ports are the same outside and inside.
   *
   * @default - UDP 30000-33000; or computed from `firstMediaPort`
   */
  readonly mediaPorts?: string | PortRange;
  /**
   * The range outside, where a firewall of your own in front of the public address forwards it: the document forbids that
   * port numbers change on the way.
   *
   * @default - the same range
   */
  readonly publicMediaPorts?: string | PortRange;
  /**
   * The first port of a range that is computed for `concurrentCalls`: four ports each. Set the result, `mediaPorts` of the
   * construct, in the product too.
   *
   * @default - nothing is computed
   */
  readonly firstMediaPort?: number;
  /**
   * How many calls there may be at once. The range must have four inbound ports for each.
   *
   * @default - not checked
   */
  readonly concurrentCalls?: number;
}

/**
 * The media range, checked.
 *
 * @param sip - Ports on which the call controller takes SIP.
 * @throws {@link UcEdgeError} `xphone-media-range-twice`, `xphone-media-range-small`, `xphone-media-range-end`,
 *   `xphone-media-range-sip`, `xphone-media-range-remapped`, `xphone-calls-invalid`, `xphone-calls-missing`, `xphone-port-invalid`, `net-port-*`, `stack-prop-unresolved`.
 */
export function readMediaRange(props: XPhoneMediaRangeProps, sip: readonly PortRange[], at: ToldAt): PortRange {
  const { mediaPorts, publicMediaPorts, firstMediaPort, concurrentCalls } = props;
  const { mediaPorts: told = defaultRange() } = props;
  const fault = faultAt(at);
  for (const [prop, value] of Object.entries({ mediaPorts, publicMediaPorts, firstMediaPort, concurrentCalls })) {
    requireKnown(value, { ...at, prop }, "the firewall rules are made from it");
  }
  const calls = readCalls(concurrentCalls, at);
  if (mediaPorts !== undefined && firstMediaPort !== undefined) {
    const expected = "mediaPorts or firstMediaPort, not both";
    throw fault("xphone-media-range-twice", "firstMediaPort", firstMediaPort, expected, "leave one of the two out");
  }
  const range =
    firstMediaPort === undefined
      ? parsePorts(told, { ...at, prop: "mediaPorts" })
      : computed(firstMediaPort, calls, at);
  const needed = (calls ?? 1) * portsPerCall();
  if (range.first === 0 || range.last - range.first + 1 < needed) {
    const expected = `at least ${String(needed)} ports from 1 on: ${String(portsPerCall())} inbound ports for each of ${String(calls ?? 1)} calls`;
    const todo = "widen the range here and in the product, or leave it out for the default";
    throw fault("xphone-media-range-small", "mediaPorts", printPorts(range), expected, todo);
  }
  const { publicMediaPorts: outside = range } = props;
  const isSame = printPorts(parsePorts(outside, { ...at, prop: "publicMediaPorts" })) === printPorts(range);
  if (!isSame) {
    const expected = `${printPorts(range)}, as inside: media must arrive with their port numbers unchanged`;
    const todo = "forward the range to the same ports, or set the product to the range outside";
    throw fault("xphone-media-range-remapped", "publicMediaPorts", publicMediaPorts, expected, todo);
  }
  const taken = sip.find(({ first, last }) => first <= range.last && last >= range.first);
  if (taken !== undefined) {
    const expected = `a range without the SIP port ${printPorts(taken)}, on which media would meet signaling`;
    throw fault("xphone-media-range-sip", "mediaPorts", printPorts(range), expected, "choose a range beside it");
  }
  return range;
}

function readCalls(given: number | undefined, at: ToldAt): number | undefined {
  if (given === undefined || (Number.isInteger(given) && given > 0)) return given;
  const expected = "a whole number above 0";
  throw faultAt(at)("xphone-calls-invalid", "concurrentCalls", given, expected, "say how many calls there may be");
}

function computed(first: number, calls: number | undefined, at: ToldAt): PortRange {
  const fault = faultAt(at);
  const prop = "firstMediaPort";
  readPort(first, prop, at);
  if (calls === undefined) {
    const expected = "concurrentCalls beside it, for which the range is computed";
    throw fault("xphone-calls-missing", "concurrentCalls", undefined, expected, "say how many calls there may be");
  }
  const needed = calls * portsPerCall();
  const last = first + needed - 1;
  if (last <= LAST_PORT) return { first, last };
  const most = LAST_PORT + 1 - needed;
  const why = `as ${String(calls)} calls need ${String(needed)} ports`;
  const expected = most > 0 ? `at most ${String(most)}, ${why}` : `a range within ${String(LAST_PORT)} ports, ${why}`;
  throw fault("xphone-media-range-end", prop, first, expected, "begin lower, or carry fewer calls");
}

function defaultRange(): PortRange {
  const [range] = MEDIA_RANGE;
  if (range === undefined) throw new TypeError("xphone has no media range");
  return { first: range[0], last: range[1] };
}

/** The documented directions that the media range is part of, with the range of the deployment. */
export function mediaRangeStated(range: PortRange): [string, StatedTraffic][] {
  const isRange = (ports: unknown): boolean => JSON.stringify(ports) === JSON.stringify(MEDIA_RANGE satisfies PortList);
  return XPHONE_FLOWS.flatMap(({ id, directions }) =>
    directions.flatMap(({ key, ports, sourcePorts }): [string, StatedTraffic][] => {
      const stated: StatedTraffic = {
        ...(isRange(ports) ? { ports: [range] } : {}),
        ...(isRange(sourcePorts) ? { sourcePorts: [range] } : {}),
      };
      return Object.keys(stated).length === 0 ? [] : [[`${id}${key}`, stated]];
    }),
  );
}
