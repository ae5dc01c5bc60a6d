import { Router } from 'express';
import type { GatewayDeps } from '../deps.ts';

/** `/`: a plain page that says what this is and where to go. */
export function landingRoutes({ version, temporalUiUrl }: GatewayDeps): Router {
  const links = [
    ['/api/docs', 'API'],
    ['/api/openapi.json', 'OpenAPI document'],
    ['/api/health', 'Health'],
    ...(temporalUiUrl === undefined ? [] : [[temporalUiUrl, 'Temporal']]),
  ];
  const list = links.map(([url, text]) => `<li><a href="${escape(url ?? '')}">${text}</a></li>`).join('\n');
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>temporal-automations</title>
</head>
<body>
<h1>temporal-automations</h1>
<p>Version ${escape(version)}. Event-driven automations on Temporal.</p>
<ul>
${list}
</ul>
</body>
</html>
`;
  const routes = Router();
  routes.get('/', (_req, res) => {
    res.type('html').send(page);
  });
  return routes;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
