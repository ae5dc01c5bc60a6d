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
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Shell>
  );
}
