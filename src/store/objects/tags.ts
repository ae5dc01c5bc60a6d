import type { Reader } from '../backends/backend.ts';

/** Puts these tags in the place of those that an object had. */
export async function writeTags(reader: Reader, objectId: string, tags: readonly string[]): Promise<void> {
  await reader.deleteFrom('object_tags').where('object_id', '=', objectId).execute();
  if (tags.length === 0) return;
  const rows = [...new Set(tags)].map((tag) => ({ object_id: objectId, tag }));
  await reader.insertInto('object_tags').values(rows).execute();
}
