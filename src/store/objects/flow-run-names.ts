const QUALITIES =
  'amber bold brisk calm clever coral crimson dapper eager fleet gentle golden hardy honest ivory jolly keen lively lucid mellow merry mighty nimble noble patient placid proud quiet rapid silver steady sunny swift tidy vivid witty'.split(
    ' ',
  );
const ANIMALS =
  'badger beaver bison crane dolphin eagle falcon ferret finch fox gecko hare heron ibex jackal kestrel koala lemur lynx marmot marten mole newt ocelot otter owl panda puffin quail raven robin seal sparrow stork tapir toad vole walrus wombat wren'.split(
    ' ',
  );

/** A name that is easy to say, for a run that has none; it follows from the run's id. */
export function flowRunName(id: string): string {
  const digits = Number.parseInt(id.replaceAll('-', '').slice(-10), 16);
  const quality = QUALITIES[digits % QUALITIES.length]!;
  return `${quality}-${ANIMALS[Math.floor(digits / QUALITIES.length) % ANIMALS.length]!}`;
}
