/** What the workflows under test do, and a record of it. */
export interface Steps {
  step(name: string): Promise<string>;
}

/** Activities that note what they are asked to do. */
export function recordedSteps(): { activities: Steps; taken: string[] } {
  const taken: string[] = [];
  return {
    taken,
    activities: {
      async step(name) {
        taken.push(name);
        return name;
      },
    },
  };
}
