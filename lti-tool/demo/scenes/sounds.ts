/**
 * Every sound that is not a voice, as an ffmpeg source expression: wood, cloth, water, a room.
 * Nothing is recorded, so nothing needs a licence.
 */

/** Short sounds that a beat may ask for. */
export const soundSources = {
  clack:
    "aevalsrc='0.5*exp(-70*t)*sin(2*PI*940*t)+0.35*exp(-95*t)*sin(2*PI*1710*t)+0.25*exp(-40*t)*sin(2*PI*310*t)':d=0.3",
  tock: "aevalsrc='0.45*exp(-60*t)*sin(2*PI*520*t)+0.3*exp(-35*t)*sin(2*PI*205*t)':d=0.3",
  knock:
    "aevalsrc='0.5*exp(-50*t)*sin(2*PI*700*t)+0.3*exp(-75*t)*sin(2*PI*1320*t)+0.35*exp(-28*t)*sin(2*PI*180*t)':d=0.4",
  thud: "aevalsrc='0.6*exp(-22*t)*sin(2*PI*(92-60*t)*t)':d=0.4,lowpass=f=420",
  step: "aevalsrc='0.32*exp(-30*t)*sin(2*PI*115*t)':d=0.25,lowpass=f=300",
  slide:
    'anoisesrc=d=0.7:c=pink:a=0.5:seed=7,bandpass=f=900:w=900,afade=t=in:d=0.15,afade=t=out:st=0.35:d=0.35',
  rustle:
    'anoisesrc=d=0.9:c=pink:a=0.5:seed=11,highpass=f=1800,tremolo=f=9:d=0.7,afade=t=in:d=0.2,afade=t=out:st=0.5:d=0.4',
  creak:
    "aevalsrc='0.3*sin(2*PI*(240+40*sin(2*PI*1.1*t))*t)*lt(mod(t*(23+6*sin(3*t))\\,1)\\,0.28)':d=1.3,lowpass=f=1500,highpass=f=180,afade=t=in:d=0.2,afade=t=out:st=0.8:d=0.5",
  pour: 'anoisesrc=d=5:c=white:a=0.35:seed=3,bandpass=f=1500:w=1600,tremolo=f=13:d=0.55,vibrato=f=6:d=0.5,afade=t=in:d=0.5,afade=t=out:st=3.4:d=1.6',
  splash:
    'anoisesrc=d=0.8:c=white:a=0.5:seed=9,bandpass=f=1100:w=1400,afade=t=in:d=0.02,afade=t=out:st=0.08:d=0.7',
  trickle:
    'anoisesrc=d=6:c=white:a=0.25:seed=13,bandpass=f=2300:w=900,tremolo=f=7:d=0.85,afade=t=in:d=1,afade=t=out:st=4:d=2',
  chirp:
    "aevalsrc='0.22*sin(2*PI*(3100+700*sin(2*PI*9*t))*t)*exp(-5*t)*gt(sin(2*PI*5.5*t)\\,0)':d=0.8",
} as const;
export type SoundName = keyof typeof soundSources;

/** What lies under a whole clip; `$d` becomes its length in seconds. */
export const scenerySounds = {
  room: [
    'anoisesrc=d=$d:c=brown:a=0.16:seed=21,lowpass=f=340',
    'anoisesrc=d=$d:c=pink:a=0.1:seed=22,bandpass=f=520:w=380,tremolo=f=3.4:d=0.7,tremolo=f=0.31:d=0.8,tremolo=f=0.13:d=0.7',
  ],
  garden: [
    'anoisesrc=d=$d:c=pink:a=0.1:seed=23,lowpass=f=900,tremolo=f=0.17:d=0.6',
    'anoisesrc=d=$d:c=brown:a=0.1:seed=24,lowpass=f=260',
  ],
} as const;
export type ScenerySound = keyof typeof scenerySounds;
