import { effectWords } from "@/lib/domain/parameters";

export interface EffectGroup {
  title: string;
  effects: readonly string[];
}

const words = (text: string) => text.trim().split(/\s+/);

/** The effects Layer's contract names, by what they do to the shot. */
export const effectGroups: readonly EffectGroup[] = [
  {
    title: "General",
    effects: words("general static"),
  },
  {
    title: "Towards and away",
    effects: words(
      "zoom_in zoom_out crash_zoom_in crash_zoom_out yoyo_zoom dolly_in dolly_out super_dolly_in super_dolly_out double_dolly dolly_zoom_in dolly_zoom_out push_to_glass eyes_in mouth_in through_object_in through_object_out",
    ),
  },
  {
    title: "Around and across",
    effects: words(
      "orbit_360 arc arc_left lazy_susan dolly_left dolly_right whip_pan robo_arm bullet_time flying fpv_drone",
    ),
  },
  {
    title: "Up and down",
    effects: words(
      "crane_up crane_down crane_over_the_head jib_up jib_down tilt_up tilt_down overhead dutch_angle wiggle",
    ),
  },
  {
    title: "How the camera is held",
    effects: words("handheld snorricam head_tracking object_pov downhill_pov car_grip car_chasing"),
  },
  {
    title: "Lens and time",
    effects: words(
      "fisheye focus_change lens_flare lens_crack dirty_lens low_shutter hyperlapse timelapse_human timelapse_landscape",
    ),
  },
  {
    title: "People",
    effects: words(
      "action_run agent_reveal boxing buckle_up catch catwalk face_punch glam kiss moonwalk_left moonwalk_right rap_flex wind_to_face",
    ),
  },
  {
    title: "Sport",
    effects: words(
      "baseball_kick basketball_dunks skate_cruise skateboard_glide skateboard_kickflip skateboard_ollie skateboarding ski_carving ski_powder snowboard_carving snowboard_powder",
    ),
  },
  {
    title: "Changes and blasts",
    effects: words(
      "building_explosion car_explosion disintegration invisible levitation melting set_on_fire soul_jump tentacles thunder_god turning_metal",
    ),
  },
];

/** The groups with the effects whose names hold every word that was typed; one whose title holds them is kept whole. */
export function foundEffects(search: string): EffectGroup[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  return effectGroups
    .map((group) =>
      fits(group.title)
        ? group
        : {
            ...group,
            effects: group.effects.filter((effect) => fits(`${effectWords(effect)} ${group.title}`)),
          },
    )
    .filter(({ effects }) => effects.length > 0);
}
