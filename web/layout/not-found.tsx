import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Empty } from '../components/empty.tsx';
import { IconSearch } from '../components/icons.ts';
import { Page } from '../components/page.tsx';

/** There is no view at this address. */
export function NotFound() {
  return (
    <Page title="There is nothing here">
      <Empty icon={IconSearch} title="No view has this address">
        <Button component={Link} href="/automations">
          Automations
        </Button>
      </Empty>
    </Page>
  );
}
