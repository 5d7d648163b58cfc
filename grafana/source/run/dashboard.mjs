// The dashboard that people open: what a run does now, and whether it is well.
import { dashboard_of } from '../frame.mjs';
import { answers } from './answers.mjs';
import { brakes, cost } from './cost.mjs';
import { health, history } from './health.mjs';
import { progress } from './progress.mjs';
import { tiles } from './tiles.mjs';

export const run = () =>
  dashboard_of({
    uid: 'sluice-run',
    title: 'Sluice / Run',
    description: 'What a harvest does now, and whether it is well.',
    rows: [
      ['', tiles()],
      ['How far is it?', progress()],
      ['Is Salesforce answering well?', answers()],
      ['What holds us back?', brakes()],
      ['What does it cost the org?', cost()],
      ['Is the program healthy?', health()],
      ['How were the runs before?', history()],
    ],
  });
