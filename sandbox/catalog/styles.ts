/** A studio style or a tuned variant: a name and a description over a base model. */
interface StyleRow {
  name: string;
  /** The base model's slug. */
  base: string;
  description: string;
  promptFormat?: string;
  /** The only workspace where it is enabled; everywhere when absent. */
  onlyIn?: string;
}

type Row = readonly [name: string, base: string, description: string, promptFormat?: string, onlyIn?: string];

const rows: readonly Row[] = [
  // Image: environments
  [
    "Isometric Tiles v3",
    "sdxl_1_0",
    "Isometric terrain and building tiles on a clean background, 2:1 projection, soft morning light.",
    "isometric tile, {prompt}, clean background",
  ],
  [
    "Isometric Interiors",
    "sdxl_1_0",
    "Cut-away rooms with readable furniture for cosy builders.",
    "isometric room cut-away, {prompt}",
  ],
  ["Painterly Vistas", "flux_2_pro", "Wide establishing shots with loose brushwork and deep atmosphere."],
  ["Matte Horizon", "seedream_4_5", "Film-scale matte paintings for main menus and loading screens."],
  ["Sunken Ruins", "flux_2_dev", "Overgrown stone, still water and broken arches."],
  ["Neon Back Alley", "flux_2_dev", "Rain, signage and reflected neon for night city levels."],
  ["Frostbound Peaks", "sd_3_5_large", "Snow, ice caves and cold blue shadow."],
  ["Desert Caravan", "sdxl_1_0", "Dunes, canvas and brass in late sun."],
  ["Orbital Stations", "flux_2_pro", "Hard-surface corridors, hangars and viewports."],
  ["Cosy Village", "sdxl_1_0", "Thatched roofs, lanterns and vegetable gardens for life sims."],
  [
    "Parallax Layers",
    "sdxl_1_0",
    "Side-scroller backgrounds separated by depth.",
    "side-scroller background layer, {prompt}",
  ],
  [
    "Skybox 360",
    "flux_2_dev",
    "Seamless equirectangular skies and horizons.",
    "equirectangular panorama, {prompt}",
  ],
  // Image: characters
  [
    "Heroic Portraits",
    "flux_2_pro",
    "Bust portraits for dialogue boxes, three-quarter view, rim light.",
    "character portrait, {prompt}, three-quarter view",
  ],
  ["Chibi Cast", "sdxl_1_0", "Big heads, small bodies, clear silhouettes for mobile."],
  ["Turnaround Sheet", "qwen_image_edit_plus", "Front, side and back of one character on a grid."],
  ["Villain Gallery", "flux_2_dev", "Menacing antagonists with strong shape language."],
  ["Anime Duelist", "sdxl_1_0", "Cel-shaded fighters with crisp line work."],
  ["Dark Fantasy Bestiary", "flux_2_dev", "Engraved monsters on parchment with field notes."],
  ["Pocket Monsters Line-up", "sdxl_1_0", "Friendly collectible creatures in three evolution stages."],
  [
    "Tabletop Miniatures",
    "sd_3_5_large",
    "Painted miniature look with visible brush strokes and a round base.",
  ],
  ["Mech Hangar", "flux_2_pro", "Piloted machines with readable joints and decals."],
  [
    "Pixel Heroes 32",
    "sdxl_1_0",
    "Pixel-art characters on a 32-pixel grid with a limited palette.",
    "pixel art, 32x32 grid, {prompt}",
  ],
  // Image: props, icons, interface
  [
    "Inventory Icons v5",
    "recraft_v4",
    "Square item icons with a consistent top-left light and outline.",
    "game item icon, {prompt}, centred",
  ],
  ["Spell Icons", "sdxl_1_0", "Glowing ability icons with radial composition."],
  ["Weapon Concept Sheet", "flux_2_dev", "Five variants of one weapon on neutral grey."],
  ["Casual Match Pieces", "recraft_v4", "Glossy match-three pieces with a candy finish."],
  ["Card Frames", "ideogram_v3", "Ornate collectible card borders with space for art and text."],
  ["Title Logo Maker", "ideogram_v3", "Game logos with readable lettering.", 'game logo reading "{prompt}"'],
  ["Map Parchment", "sdxl_1_0", "Hand-inked world and dungeon maps."],
  ["Sticker Pack", "gpt_image_1_5", "Die-cut emotes with a white outline and transparency."],
  ["Badge and Rank Set", "recraft_v4", "Progression badges from wood to diamond."],
  ["HUD Kit", "gpt_image_1_5", "Buttons, bars and panels drawn as one set."],
  ["Storefront Capsule", "seedream_4_5", "Key art composed for store capsules with room for the logo."],
  // Image: textures and surfaces
  [
    "Seamless Stylised Ground",
    "sdxl_1_0",
    "Tileable grass, cobble and mud in a hand-painted look.",
    "seamless texture, {prompt}, top down",
  ],
  ["Seamless Sci-Fi Panels", "sdxl_1_0", "Tileable hull plates, vents and trims."],
  ["Fabric and Leather", "sd_3_5_large", "Close-up cloth and hide for character materials."],
  ["Trim Sheet Builder", "flux_2_dev", "Horizontal trim strips with aligned edges."],
  // Image: look and line
  ["Ink and Wash", "flux_2_dev", "Loose ink line with diluted colour."],
  ["Storyboard Grey", "flux_2_schnell", "Three-tone storyboards that read at thumbnail size."],
  ["Comic Panel", "flux_2_pro", "Bold ink, flat colour and halftone shadow."],
  ["Low-Poly Diorama", "sdxl_1_0", "Faceted toy worlds photographed from above."],
  ["Claymation Set", "flux_2_pro", "Thumb-printed clay, cardboard sets and practical light."],
  ["Watercolour Storybook", "sd_3_5_large", "Wet edges and paper grain for narrative scenes."],
  ["Synthwave Poster", "ideogram_v3", "Chrome, grids and sunset gradients."],
  ["Blueprint Draft", "sdxl_1_0", "White line on blue with callouts."],
  ["Edit: Change the Season", "flux_kontext_max", "The same place in spring, summer, autumn and winter."],
  ["Edit: Relight", "flux_kontext_max", "Moves the sun; keeps every brush stroke."],
  ["Edit: Clean Line Art", "qwen_image_edit_plus", "Rough sketch in, finished line out."],
  [
    "Emberfall House Style v4",
    "flux_2_dev",
    "Emberfall's own palette of ash, copper and teal, trained on 240 approved paintings.",
    "in emberfall style, {prompt}",
    "Emberfall Studio",
  ],
  [
    "Emberfall Creatures v2",
    "sdxl_1_0",
    "The bestiary of the Cinder Wastes, trained on season one.",
    "emberfall creature, {prompt}",
    "Emberfall Studio",
  ],
  [
    "Nordlys Aurora Style",
    "flux_2_dev",
    "Nordlys' cold light and felt textures.",
    "nordlys style, {prompt}",
    "Nordlys Interactive",
  ],
  // Video
  ["Trailer Shots", "veo_3_1", "Two-second beats with a strong start and end pose."],
  ["Idle Loop Animator", "ltx_2", "Breathing, blinking and cloth for a still character; loops cleanly."],
  ["Spell Effects on Black", "ltx_2", "Fire, frost and arcane bursts on black, ready for additive blending."],
  ["Creature Walk Cycles", "wan_2_6", "Quadrupeds, flyers and things with too many legs."],
  ["Menu Background Motion", "kling_v3_turbo", "Slow parallax and drifting particles behind an interface."],
  ["Cut-scene Animatic", "kling_v3_turbo", "Storyboard frames brought to timing."],
  ["Hero Orbit", "higgsfield_dop", "A turntable around the character in your still."],
  ["Weather Pass", "wan_2_6", "Adds rain, snow or dust to a locked shot."],
  ["Playable Ad Hook", "veo_3_1_fast", "Three seconds that make a thumb stop."],
  ["Talking Portrait", "lipsync_2", "Dialogue portraits for visual novels."],
  ["Pixel Clip", "ltx_2", "Short clips quantised to a pixel grid."],
  // 3D
  ["Stylised Props", "tripo_v3", "Chunky crates, barrels and market stalls with hand-painted colour."],
  ["Hard-Surface Kit", "rodin_gen_2", "Weapons, drones and machinery with crisp bevels."],
  ["Mobile Low-Poly", "tripo_v3", "Under 3,000 faces with a single texture."],
  ["Character Base Mesh", "meshy_6", "Neutral bodies in A pose with even topology."],
  ["Foliage Cards", "hunyuan_3d_3", "Bushes, ferns and trees built for instancing."],
  ["Sketch to Block-out", "trellis_2", "A rough mass from a drawing, for level grey-boxing."],
  ["Architecture Modules", "hunyuan_3d_3", "Walls, arches and roofs that snap to a grid."],
  ["Fantasy Weapons 3D", "rodin_gen_2", "Swords, staves and axes with readable silhouettes."],
  // Audio
  ["Grizzled Narrator", "eleven_v3", "A low, weathered voice for chapter openings."],
  ["Tavern Keeper", "eleven_v3", "Warm, quick and a little too familiar."],
  ["Ship Computer", "eleven_flash_v2_5", "Calm synthetic announcements."],
  ["Goblin Chatter", "eleven_v3", "Shrill, greedy and funny barks."],
  ["Young Hero", "eleven_v3", "Bright and determined, for main-cast scratch tracks."],
  ["Footsteps and Cloth", "sound_effects_v2", "Foley for movement on every surface."],
  ["Spell Casts", "sound_effects_v2", "Charge, release and impact of elemental magic."],
  ["Interface Clicks", "sound_effects_v2", "Soft, short, never tiring."],
  ["Creature Vocals", "sound_effects_v2", "Growls, hisses and death cries."],
  ["Ambient Beds", "stable_audio_3", "Forest, cave, city and deep space loops."],
  ["Boss Battle Cues", "music_v2", "Percussive tension that escalates by phase."],
  ["Chiptune Loops", "stable_audio_3", "Four-channel loops with authentic noise drums."],
  ["Stingers and Jingles", "stable_audio_3", "Victory, defeat and level-up in a few seconds."],
  // Text
  ["Quest Writer", "claude_opus_4_5", "Quests with a hook, a turn and a choice.", "Write a quest: {prompt}"],
  ["Item Descriptions", "gpt_5_2_mini", "Two sentences of flavour and one of use."],
  ["Bark Writer", "gpt_5_2_mini", "Thirty short lines a guard might shout."],
  ["Lore Keeper", "gemini_3_pro", "Myths, timelines and house rules of a world."],
  ["Art Brief Expander", "gemini_3_pro", "Turns a line into a brief an artist can start from."],
];

export const styles: readonly StyleRow[] = rows.map(([name, base, description, promptFormat, onlyIn]) => ({
  name,
  base,
  description,
  ...(promptFormat === undefined ? {} : { promptFormat }),
  ...(onlyIn === undefined ? {} : { onlyIn }),
}));
