// What a harvest must reach on each profile. Here a result is what one_run.mjs tells, or medians of it over rounds.
export const ours_of_fixed = ({ moving }) => (moving ? 0.9 : 0.95);

// A fixed number may be refused as often as ours. Which calls an outage or a wall meets is chance: a hundredth more is
// allowed, in its favour.
export const mayBeRefused = (ours) => ours.refused + 0.01;

// The best fixed number of workers, of a sweep; where none is refused as seldom as it must, the one refused the least.
export function bestFixed(fixed, ours) {
  const sound = fixed.filter((f) => !f.failure);
  if (sound.length === 0) throw new Error(`no fixed number of workers came through: ${fixed[0].failure}`);
  const fewest = Math.min(...sound.map((f) => f.refused));
  const allowed = sound.filter((f) => f.refused <= Math.max(mayBeRefused(ours), fewest));
  return allowed.reduce((best, f) => (f.rate > best.rate ? f : best));
}

// Where the org can bear more than ten at once, p-limit 10 leaves something of it unused.
export function oursOfTenAtOnce({ room }) {
  if (room < 10) return undefined;
  return room >= 20 ? 1.5 : (0.95 * room) / 10;
}

// One line for each goal that is missed.
export function missed(profile, ours, fixed, ten) {
  const lines = [ours.failure, ten.failure && `p-limit 10 ${ten.failure}`].filter(Boolean);
  const ofFixed = ours.rate / fixed.rate;
  if (ofFixed < ours_of_fixed(profile))
    lines.push(`${ofFixed.toFixed(2)} of the best fixed number, not ${ours_of_fixed(profile)}`);
  const times = oursOfTenAtOnce(profile);
  if (times !== undefined) {
    const ofTen = ours.rate / ten.rate;
    if (ofTen < times) lines.push(`${ofTen.toFixed(2)} x p-limit 10, not ${times.toFixed(2)}`);
  } else if (ours.refused > ten.refused || (ten.refused > 0 && ours.refused === ten.refused)) {
    lines.push(`refused ${percent(ours.refused)} %, p-limit 10 ${percent(ten.refused)} %`);
  }
  return lines;
}

export const percent = (share) => (100 * share).toFixed(1);
