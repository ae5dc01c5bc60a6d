import {
  IconBolt,
  IconFlame,
  IconInbox,
  IconPuzzle,
  IconRocket,
  IconServer,
  IconTimeline,
  IconWebhook,
  type Icon,
} from '../components/icons.ts';

/** A view that the navigation leads to. */
export interface View {
  readonly path: string;
  readonly title: string;
  readonly icon: Icon;
  /** Where the addresses of views below it begin, if not with its own. */
  readonly below?: string;
}

/** The views in the order of the navigation. */
export const views: readonly View[] = [
  { path: '/automations', title: 'Automations', icon: IconBolt },
  { path: '/events', title: 'Events', icon: IconTimeline },
  { path: '/incidents', title: 'Incidents', icon: IconFlame },
  { path: '/runs', title: 'Flow runs', icon: IconInbox },
  { path: '/deployments', title: 'Deployments', icon: IconRocket },
  { path: '/work-pools', title: 'Work pools', icon: IconServer, below: '/work-queues/' },
  { path: '/webhooks', title: 'Webhooks', icon: IconWebhook },
  { path: '/blocks', title: 'Blocks', icon: IconPuzzle },
];
