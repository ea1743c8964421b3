import { once } from "node:events";
import { type Agent, type IncomingMessage, request } from "node:http";

/** Posts JSON and gives the JSON that comes back, at little cost of its own. Rejects where that is no success. */
export async function postJson(
  agent: Agent,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const sent = request(url, {
    agent,
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const answer = (await response.setEncoding("utf8").toArray()).join("");
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}: ${answer}`);
  return JSON.parse(answer);
}
