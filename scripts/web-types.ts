import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { buildOpenApi } from '../src/schemas/openapi.ts';

/** Where the page's types are, below the folder of the project. */
export const WEB_TYPES = join('web', 'api', 'schema.generated.ts');

const HEAD = `// Generated from the OpenAPI document of the API by \`npm run web:types\`. Do not edit.\n\n`;

/** The types of the API as the page uses them: what has a default may be left out. */
export async function webTypes(): Promise<string> {
  const document = buildOpenApi() as Parameters<typeof openapiTS>[0];
  return HEAD + astToString(await openapiTS(document, { defaultNonNullable: false }));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const file = join(process.cwd(), WEB_TYPES);
  const types = await webTypes();
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== types) await writeFile(file, types);
  console.log(before === types ? `${WEB_TYPES} is up to date` : `wrote ${WEB_TYPES}`);
}
