import { hashText } from "../random";
import { paintCity } from "./city";
import { paintDungeonMap } from "./dungeon-map";
import { paintEmblem } from "./emblem";
import { paintIsometric } from "./isometric";
import { paintItemIcon } from "./item-icon";
import { paintLandscape } from "./landscape";
import { paintNebula } from "./nebula";
import type { Painting, Scene } from "./painting";
import { paintPixelSprite } from "./pixel-sprite";
import { paintPortrait } from "./portrait";
import { paintTexture } from "./texture";

type Painter = (scene: Scene) => Painting;

// Read from the top: the words that name a form ("pixel art", "seamless texture") outrank those that name a thing.
const directions: ReadonlyArray<readonly [RegExp, Painter]> = [
  [/^(pixel|8-?bit|16-?bit|sprites?|retro|pixelart|pixel-art)$/, paintPixelSprite],
  [/^(isometric|iso|diorama|tilemap|voxel|tycoon)$/, paintIsometric],
  [/^(texture|textures|seamless|tileable|material|tiling|pattern)$/, paintTexture],
  [/^(map|maps|dungeon|battlemap|floorplan|top-down)$/, paintDungeonMap],
  [/^(logo|emblem|crest|splash|title|banner|badge|ui|hud)$/, paintEmblem],
  [
    /^(icons?|potions?|swords?|shields?|gems?|items?|loot|weapons?|scrolls?|staff|wand|coins?|elixir|dagger|axe|mushrooms?|inventory|prop|props|bottle|treasure)$/,
    paintItemIcon,
  ],
  [/^(nebula|space|galaxy|planets?|stars?|cosmic|asteroids?|orbit|starfield|cosmos)$/, paintNebula],
  [/^(city|cyberpunk|neon|street|skyline|metropolis|downtown|synthwave|alley)$/, paintCity],
  [
    /^(characters?|portraits?|knights?|wizard|mage|hero|heroine|elf|warrior|face|bust|witch|assassin|rogue|paladin|necromancer|npc|orc|goblin|queen|king|pilot|soldier|monk|demon|monster|boss|beast|creature|robot|samurai|ranger)$/,
    paintPortrait,
  ],
  [
    /^(landscape|mountains?|valley|castle|forest|vista|environment|background|sunset|sunrise|sky|sea|lake|river|desert|snow|ruins|fortress|meadow|canyon|island|islands|volcano|cliffs?|village|temple|dawn|swamp|beach|fjord)$/,
    paintLandscape,
  ],
];

const byStyle: ReadonlyArray<readonly [RegExp, Painter]> = [
  [/pixel|retro|8bit|16bit/, paintPixelSprite],
  [/iso|diorama|voxel/, paintIsometric],
  [/texture|material|pbr/, paintTexture],
  [/icon|item|prop/, paintItemIcon],
  [/portrait|character|avatar/, paintPortrait],
  [/logo|vector|emblem/, paintEmblem],
  [/map/, paintDungeonMap],
];

const anything: readonly [Painter, ...Painter[]] = [
  paintLandscape,
  paintItemIcon,
  paintPortrait,
  paintIsometric,
  paintNebula,
  paintCity,
];

/** Paints what the prompt asks for; a model made for one form keeps to it, and a vague prompt gets one by its hash. */
export function paint(scene: Scene, style: string, wantsVector = false): Painting {
  const painter = choosePainter(scene.words, style);
  // A texture of pixels cannot become paths, so a vector run gets the crest instead.
  const drawsPixels = painter === paintTexture || painter === paintNebula;
  return wantsVector && drawsPixels ? paintEmblem(scene) : painter(scene);
}

function choosePainter(words: ReadonlySet<string>, style: string): Painter {
  const styled = byStyle.find(([pattern]) => pattern.test(style));
  if (styled) return styled[1];
  const asked = directions.find(([pattern]) => [...words].some((word) => pattern.test(word)));
  if (asked) return asked[1];
  return anything[hashText([...words].join(" ")) % anything.length] ?? paintLandscape;
}
