// What is measured on each profile of profiles/: how many objects (four calls each) fill some twenty seconds of steady
// work, and how many calls the org can bear at once, over the run's time. `moving`: what it can bear changes meanwhile.
// `sweep`: the fixed numbers of workers tried, most likely winners first, since these cut the others short.
const round = [1, 1.25, 1.5, 0.75, 2, 0.5];
const around = (room) => round.map((factor) => Math.round(factor * room));

const still = (name, objects, room, sweep = around(room)) => ({ name, objects, room, moving: false, sweep });
const moving = (name, objects, room, sweep) => ({ name, objects, room, moving: true, sweep });

export const profiles = [
  still('room-5', 250, 5),
  still('room-15', 375, 15),
  still('room-20', 500, 20),
  still('steady', 1000, 40),
  still('room-100', 1500, 100, [110, 125, 100, 150, 75, 50]),
  still('lognormal', 900, 40),
  still('tail', 1250, 40),
  still('kinds', 1000, 40),
  still('far', 1000, 60),
  still('cap-8', 200, 8, [8, 7, 6, 10, 12, 4]),
  still('cap-25', 625, 25, [25, 24, 22, 19, 31, 13]),
  still('rate', 80, 1, [1, 2, 3, 5, 10, 20]),
  still('rate-and-room', 850, 34, [34, 40, 50, 30, 25, 20]),
  still('window', 625, 20, [20, 25, 30, 40, 60, 15]),
  moving('step', 925, 28, [40, 50, 60, 80, 30, 20, 10]),
  moving('ramp', 1050, 35, [60, 75, 45, 90, 35, 20, 10]),
  moving('wave', 900, 30, [48, 60, 40, 80, 30, 20, 12]),
  moving('outage', 900, 28, [40, 50, 60, 80, 30, 20, 10]),
  moving('neighbour', 1050, 32, [40, 50, 60, 80, 30, 20, 10]),
];
