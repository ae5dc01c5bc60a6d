import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';
import { buildOpenApi } from '../../schemas/openapi.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of temporal-automations</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

// A file of its own: the content policy allows no inline scripts.
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

/** `/api/openapi.json`, and `/api/docs` to browse it; everything is served from here, nothing from a CDN. */
export function docsRoutes(): Router {
  const routes = Router();
  let document: string | undefined;
  routes.get('/openapi.json', (_req, res) => {
    document ??= JSON.stringify(buildOpenApi());
    res.type('json').send(document);
  });
  routes.get('/docs', (_req, res) => {
    res.type('html').send(page);
  });
  routes.get('/docs/start.js', (_req, res) => {
    res.type('js').send(start);
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    routes.get(`/docs/${file}`, (_req, res) => {
      res.sendFile(file, { root: assets, cacheControl: false });
    });
  }
  return routes;
}
