import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useKeyWanted } from './api/key.ts';
import { KeyForm } from './layout/key-form.tsx';
import { Shell } from './layout/shell.tsx';
import { ListSkeleton } from './components/skeletons.tsx';

// One file each: a visitor loads what is looked at.
const AutomationList = lazy(() =>
  import('./automations/list.tsx').then((m) => ({ default: m.AutomationList })),
);
const AutomationDetails = lazy(() =>
  import('./automations/details.tsx').then((m) => ({ default: m.AutomationDetails })),
);
const EventFeed = lazy(() => import('./events/feed.tsx').then((m) => ({ default: m.EventFeed })));
const EventDetails = lazy(() => import('./events/details.tsx').then((m) => ({ default: m.EventDetails })));
const FlowRunList = lazy(() => import('./flow-runs/list.tsx').then((m) => ({ default: m.FlowRunList })));
const FlowRunDetails = lazy(() =>
  import('./flow-runs/details.tsx').then((m) => ({ default: m.FlowRunDetails })),
);
const DeploymentList = lazy(() =>
  import('./deployments/list.tsx').then((m) => ({ default: m.DeploymentList })),
);
const DeploymentDetails = lazy(() =>
  import('./deployments/details.tsx').then((m) => ({ default: m.DeploymentDetails })),
);
const WorkPoolList = lazy(() => import('./work-pools/list.tsx').then((m) => ({ default: m.WorkPoolList })));
const WorkPoolDetails = lazy(() =>
  import('./work-pools/details.tsx').then((m) => ({ default: m.WorkPoolDetails })),
);
const WorkPoolBy = lazy(() => import('./work-pools/by-id.tsx').then((m) => ({ default: m.WorkPoolBy })));
const WorkQueueDetails = lazy(() =>
  import('./work-pools/queue-details.tsx').then((m) => ({ default: m.WorkQueueDetails })),
);
const IncidentList = lazy(() => import('./incidents/list.tsx').then((m) => ({ default: m.IncidentList })));
const IncidentDetails = lazy(() =>
  import('./incidents/details.tsx').then((m) => ({ default: m.IncidentDetails })),
);
const NewAutomation = lazy(() =>
  import('./automations/edit/new.tsx').then((m) => ({ default: m.NewAutomation })),
);
const EditAutomation = lazy(() =>
  import('./automations/edit/edit.tsx').then((m) => ({ default: m.EditAutomation })),
);
const WebhookList = lazy(() => import('./webhooks/list.tsx').then((m) => ({ default: m.WebhookList })));
const NewWebhook = lazy(() => import('./webhooks/new.tsx').then((m) => ({ default: m.NewWebhook })));
const WebhookDetails = lazy(() =>
  import('./webhooks/details.tsx').then((m) => ({ default: m.WebhookDetails })),
);
const BlockList = lazy(() => import('./blocks/list.tsx').then((m) => ({ default: m.BlockList })));
const NewBlock = lazy(() => import('./blocks/new.tsx').then((m) => ({ default: m.NewBlock })));
const NewBlockOfType = lazy(() => import('./blocks/new.tsx').then((m) => ({ default: m.NewBlockOfType })));
const BlockDetails = lazy(() => import('./blocks/details.tsx').then((m) => ({ default: m.BlockDetails })));
const NotFound = lazy(() => import('./layout/not-found.tsx').then((m) => ({ default: m.NotFound })));

/** The page: the form for the key when the server wants one, else the view that the address names. */
export function App() {
  if (useKeyWanted()) return <KeyForm />;
  return (
    <Shell>
      <Suspense fallback={<ListSkeleton />}>
        <Switch>
          <Route path="/">
            <Redirect to="/automations" replace />
          </Route>
          <Route path="/automations" component={AutomationList} />
          <Route path="/automations/new" component={NewAutomation} />
          <Route path="/automations/:id/edit">{({ id }) => <EditAutomation key={id} id={id} />}</Route>
          <Route path="/automations/automation/:id">
            {({ id }) => <Redirect to={`/automations/${id}`} replace />}
          </Route>
          <Route path="/automations/:id">{({ id }) => <AutomationDetails key={id} id={id} />}</Route>
          <Route path="/events" component={EventFeed} />
          <Route path="/events/event/:day/:id">{({ id }) => <EventDetails key={id} id={id} />}</Route>
          <Route path="/events/:id">{({ id }) => <EventDetails key={id} id={id} />}</Route>
          <Route path="/runs" component={FlowRunList} />
          <Route path="/runs/flow-run/:id">{({ id }) => <Redirect to={`/runs/${id}`} replace />}</Route>
          <Route path="/runs/:id">{({ id }) => <FlowRunDetails key={id} id={id} />}</Route>
          <Route path="/deployments" component={DeploymentList} />
          <Route path="/deployments/deployment/:id">
            {({ id }) => <Redirect to={`/deployments/${id}`} replace />}
          </Route>
          <Route path="/deployments/:id">{({ id }) => <DeploymentDetails key={id} id={id} />}</Route>
          <Route path="/work-pools" component={WorkPoolList} />
          <Route path="/work-pools/work-pool/:name">
            {({ name }) => <WorkPoolBy key={name} nameOrId={name} />}
          </Route>
          <Route path="/work-pools/:name">{({ name }) => <WorkPoolDetails key={name} name={name} />}</Route>
          <Route path="/work-queues/work-queue/:id">
            {({ id }) => <Redirect to={`/work-queues/${id}`} replace />}
          </Route>
          <Route path="/work-queues/:id">{({ id }) => <WorkQueueDetails key={id} id={id} />}</Route>
          <Route path="/flows/flow/:id">{({ id }) => <Redirect to={`/runs?flow=${id}`} replace />}</Route>
          <Route path="/incidents" component={IncidentList} />
          <Route path="/incidents/:id">{({ id }) => <IncidentDetails key={id} id={id} />}</Route>
          <Route path="/webhooks" component={WebhookList} />
          <Route path="/webhooks/new" component={NewWebhook} />
          <Route path="/webhooks/:id">{({ id }) => <WebhookDetails key={id} id={id} />}</Route>
          <Route path="/blocks" component={BlockList} />
          <Route path="/blocks/new" component={NewBlock} />
          <Route path="/blocks/new/:slug">{({ slug }) => <NewBlockOfType key={slug} slug={slug} />}</Route>
          <Route path="/blocks/block/:id">{({ id }) => <Redirect to={`/blocks/${id}`} replace />}</Route>
          <Route path="/blocks/:id">{({ id }) => <BlockDetails key={id} id={id} />}</Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
