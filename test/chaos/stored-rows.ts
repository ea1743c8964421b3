import { createClient } from "@redis/client";

/** Keys that bear one of the texts, or whose value does. */
export async function rowsNaming(url: string, texts: readonly string[]): Promise<string[]> {
  const client = clientOf(url);
  await client.connect();
  const found: string[] = [];
  try {
    for await (const keys of client.scanIterator({ COUNT: 1000 })) {
      for (const key of keys) {
        const value = `${key} ${await textOf(client, key)}`;
        if (texts.some((text) => value.includes(text))) found.push(key);
      }
    }
  } finally {
    client.destroy();
  }
  return found;
}

const clientOf = (url: string) => createClient({ url });

type Client = ReturnType<typeof clientOf>;

async function textOf(client: Client, key: string): Promise<string> {
  const type = await client.type(key);
  switch (type) {
    case "string":
      return (await client.get(key)) ?? "";
    case "hash":
      return JSON.stringify(await client.hGetAll(key));
    case "zset":
      return JSON.stringify(await client.zRange(key, 0, -1));
    case "list":
      return JSON.stringify(await client.lRange(key, 0, -1));
    case "set":
      return JSON.stringify(await client.sMembers(key));
    case "stream":
      return JSON.stringify(await client.xRange(key, "-", "+"));
    default:
      // Gone since it was listed.
      return "";
  }
}
