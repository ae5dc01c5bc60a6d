import { IconBolt, type Icon } from '../components/icons.ts';

/** A view that the navigation leads to. */
export interface View {
  readonly path: string;
  readonly title: string;
  readonly icon: Icon;
}

/** The views in the order of the navigation. */
export const views: readonly View[] = [{ path: '/automations', title: 'Automations', icon: IconBolt }];
