import { Link, useLocation } from 'wouter';
import { Stack } from '@mantine/core';
import { views } from './views.ts';

/** The views, the one looked at marked. */
export function NavLinks() {
  const [location] = useLocation();
  return (
    <Stack gap={2}>
      {views.map(({ path, title, icon: Icon, below }) => {
        const current =
          location === path ||
          location.startsWith(`${path}/`) ||
          (below !== undefined && location.startsWith(below));
        return (
          <Link key={path} href={path} className="nav-link" aria-current={current ? 'page' : undefined}>
            <Icon size={18} aria-hidden />
            {title}
          </Link>
        );
      })}
    </Stack>
  );
}
