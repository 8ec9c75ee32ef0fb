import { hex, mix, type Rgb, tone } from "../colour";
import { blur, linear, n, type Painting, points, radial, type Scene, shade, specks } from "./painting";

const skins: readonly [Rgb, ...Rgb[]] = [
  [244, 205, 176],
  [222, 170, 130],
  [176, 120, 84],
  [120, 78, 54],
  [150, 176, 130],
  [176, 170, 210],
];

/** A shape with light on one edge: the rim colour shows where a shifted copy of the body does not cover it. */
function rimmed(id: string, path: string, fill: string, rim: string, shiftX: number, shiftY: number): string {
  return `<clipPath id="${id}"><path d="${path}"/></clipPath><path d="${path}" fill="${rim}"/><g clip-path="url(#${id})"><path d="${path}" fill="${fill}" transform="translate(${shiftX} ${shiftY})"/></g>`;
}

/** A bust in dramatic light: hooded mage, knight or bare-headed hero before a halo. Drawn in a box of 400 by 400. */
export function paintPortrait(scene: Scene): Painting {
  const { random, palette, width, height, words } = scene;
  // A tall canvas crops the shoulders instead of leaving the bust at its foot.
  const unit = Math.min(height, width * 1.3);
  const side = random.pick([-1, 1]);
  const rim = hex(mix(palette.counter, [255, 255, 255], 0.25));
  const warm = hex(mix(palette.accent, [255, 255, 255], 0.2));
  const cloth = hex(mix(tone(palette, 0.22), palette.accent, 0.2));
  const clothDark = shade(scene, 0.08);
  const has = (pattern: RegExp) => [...words].some((word) => pattern.test(word));
  const kind = has(/knight|paladin|guard|soldier|armou?r|robot|mech/)
    ? "knight"
    : has(/mage|wizard|witch|assassin|rogue|necromancer|monk|cultist|hood/)
      ? "mage"
      : has(/monster|demon|beast|dragon|creature|orc|boss/)
        ? "beast"
        : has(/hero|elf|warrior|queen|king|pilot|ranger|samurai|portrait|face/)
          ? "hero"
          : random.pick(["knight", "mage", "hero", "hero"]);
  const skin = kind === "beast" ? mix(tone(palette, 0.3), palette.accent, 0.35) : random.pick(skins);
  const skinLit = hex(mix(skin, [255, 240, 220], 0.25));
  const skinMid = hex(mix(skin, tone(palette, 0.4), 0.25));
  const skinDark = hex(mix(skin, tone(palette, 0.08), 0.68));
  const hair = hex(mix(tone(palette, random.between(0.05, 0.75)), palette.accent, random.between(0, 0.7)));

  const defs = [
    radial(
      "back",
      [
        [0, shade(scene, 0.74)],
        [0.45, shade(scene, 0.4)],
        [1, shade(scene, 0.07)],
      ],
      'cx="0.5" cy="0.4" r="0.75"',
    ),
    radial("halo", [
      [0, warm, 0.75],
      [0.5, warm, 0.2],
      [1, warm, 0],
    ]),
    linear("cloth", [
      [0, cloth],
      [1, clothDark],
    ]),
    linear(
      "metal",
      [
        [0, shade(scene, 0.86)],
        [0.3, shade(scene, 0.42)],
        [0.62, shade(scene, 0.16)],
        [1, shade(scene, 0.4)],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    linear(
      "face",
      [
        [0, skinLit],
        [0.5, skinMid],
        [1, skinDark],
      ],
      side > 0 ? 'x1="0" y1="0" x2="1" y2="0.35"' : 'x1="1" y1="0" x2="0" y2="0.35"',
    ),
    linear("hair", [
      [0, hair],
      [1, hex(mix(tone(palette, 0.05), palette.accent, 0.1))],
    ]),
    linear(
      "gold",
      [
        [0, "#ffe7a8"],
        [0.5, "#d19535"],
        [1, "#7d4a16"],
      ],
      'x1="0" y1="0" x2="1" y2="1"',
    ),
    blur("soft", 14),
    blur("eye", 3),
  ];

  const ring = random.whole(0, 2);
  const halo =
    ring === 0
      ? `<circle cx="200" cy="150" r="118" fill="none" stroke="${warm}" stroke-width="3" opacity="0.75"/><circle cx="200" cy="150" r="132" fill="none" stroke="${warm}" stroke-width="1.2" opacity="0.6"/>${Array.from(
          { length: 24 },
          (_, at) => {
            const angle = (at / 24) * Math.PI * 2;
            return `<path d="M${n(200 + Math.cos(angle) * 121)} ${n(150 + Math.sin(angle) * 121)}L${n(200 + Math.cos(angle) * (at % 3 ? 127 : 146))} ${n(150 + Math.sin(angle) * (at % 3 ? 127 : 146))}" stroke="${warm}" stroke-width="2.4" opacity="0.8"/>`;
          },
        ).join("")}`
      : ring === 1
        ? `<circle cx="200" cy="146" r="124" fill="${shade(scene, 0.9)}" opacity="0.9"/><circle cx="${n(200 - side * 30)}" cy="128" r="124" fill="${shade(scene, 0.8)}" opacity="0.25"/>`
        : Array.from({ length: 16 }, (_, at) => {
            const angle = (at / 16) * Math.PI * 2 + 0.1;
            return `<polygon points="${points([
              [200 + Math.cos(angle - 0.05) * 70, 150 + Math.sin(angle - 0.05) * 70],
              [
                200 + Math.cos(angle) * random.between(170, 260),
                150 + Math.sin(angle) * random.between(170, 260),
              ],
              [200 + Math.cos(angle + 0.05) * 70, 150 + Math.sin(angle + 0.05) * 70],
            ])}" fill="${warm}" opacity="0.3"/>`;
          }).join("");
  const smoke = Array.from(
    { length: 9 },
    () =>
      `<ellipse cx="${n(random.between(0, 400))}" cy="${n(random.between(180, 400))}" rx="${n(random.between(50, 130))}" ry="${n(random.between(16, 44))}" fill="${shade(scene, random.between(0.2, 0.6))}" opacity="${n(random.between(0.12, 0.35))}" filter="url(#soft)"/>`,
  ).join("");

  const shiftX = -side * 7;
  const broad = random.between(0.92, 1.12);
  const x = (value: number) => n(200 + (value - 200) * broad);
  const shoulders = `M${x(30)} 420C${x(34)} 330 ${x(84)} 296 ${x(150)} 282L200 300L${x(250)} 282C${x(316)} 296 ${x(366)} 330 ${x(370)} 420Z`;
  const torso = rimmed("torso", shoulders, kind === "knight" ? "url(#metal)" : "url(#cloth)", rim, shiftX, 5);
  const pauldron =
    kind === "knight" || random.chance(0.35)
      ? [-1, 1]
          .map(
            (flank) =>
              rimmed(
                `pauldron${flank > 0 ? "R" : "L"}`,
                `M${n(200 + flank * 84)} 296C${n(200 + flank * 120)} 262 ${n(200 + flank * 172)} 284 ${n(200 + flank * 176)} 352C${n(200 + flank * 140)} 330 ${n(200 + flank * 110)} 330 ${n(200 + flank * 78)} 340Z`,
                "url(#metal)",
                rim,
                shiftX,
                4,
              ) +
              `<path d="M${n(200 + flank * 84)} 322C${n(200 + flank * 116)} 304 ${n(200 + flank * 150)} 312 ${n(200 + flank * 174)} 340" fill="none" stroke="url(#gold)" stroke-width="4"/>`,
          )
          .join("")
      : "";
  const clasp = `<path d="M${x(150)} 284L200 330L${x(250)} 284" fill="none" stroke="url(#gold)" stroke-width="6"/><circle cx="200" cy="332" r="13" fill="url(#gold)"/><circle cx="200" cy="332" r="7" fill="${hex(palette.accent)}"/>`;
  const neck = `<path d="M172 232L168 292L200 316L232 292L228 232Z" fill="${skinDark}"/>`;
  const faceShape =
    kind === "beast"
      ? "M142 140C140 90 170 70 200 70C230 70 260 90 258 140C262 190 236 214 226 246C216 262 184 262 174 246C164 214 138 190 142 140Z"
      : "M150 150C148 100 172 82 200 82C228 82 252 100 250 150C250 190 236 216 222 236C210 250 190 250 178 236C164 216 150 190 150 150Z";
  const glowEyes = kind === "mage" || kind === "beast" || random.chance(0.15);
  const eye = (flank: number) =>
    glowEyes
      ? `<path d="M${n(200 + flank * 12)} 164L${n(200 + flank * 36)} 154L${n(200 + flank * 32)} 167Z" fill="${warm}" filter="url(#eye)"/><path d="M${n(200 + flank * 13)} 163L${n(200 + flank * 35)} 155L${n(200 + flank * 31)} 166Z" fill="#fff"/>`
      : `<path d="M${n(200 + flank * 11)} 152Q${n(200 + flank * 26)} 142 ${n(200 + flank * 41)} 151" stroke="${hex(mix(skin, tone(palette, 0), 0.85))}" stroke-width="5" fill="none" stroke-linecap="round"/><path d="M${n(200 + flank * 14)} 166Q${n(200 + flank * 25)} 157 ${n(200 + flank * 37)} 165Q${n(200 + flank * 25)} 172 ${n(200 + flank * 14)} 166Z" fill="#f4efe6"/><circle cx="${n(200 + flank * 25)}" cy="165" r="5" fill="${hex(palette.counter)}"/><circle cx="${n(200 + flank * 25)}" cy="165" r="2.4" fill="#0c0c12"/><circle cx="${n(200 + flank * 25 - 2)}" cy="163" r="1.4" fill="#fff"/>`;
  const shadowSide = `<clipPath id="faceClip"><path d="${faceShape}"/></clipPath><g clip-path="url(#faceClip)"><path d="M200 70L${n(200 + side * 6)} 150L${n(200 + side * 14)} 190L${n(200 + side * 2)} 204L${n(200 + side * 8)} 262L${n(200 + side * 90)} 262V70Z" fill="${skinDark}" opacity="0.55"/><path d="M${n(200 - side * 46)} 168L${n(200 - side * 22)} 196L${n(200 - side * 30)} 232Z" fill="${skinLit}" opacity="0.45"/></g>`;
  const features = `${eye(-1)}${eye(1)}<path d="M${n(200 + side * 3)} 160L${n(200 + side * 12)} 192L${n(200 - side * 3)} 198Z" fill="${skinDark}" opacity="0.7"/><path d="M183 218Q200 ${n(random.between(214, 222))} 217 217Q200 228 183 218Z" fill="${hex(mix(skin, [120, 30, 40], 0.5))}"/>`;
  const scar = random.chance(0.25)
    ? `<path d="M${n(200 - side * 34)} 142l${n(side * 8)} 44" stroke="${hex(mix(skin, [190, 80, 80], 0.6))}" stroke-width="3"/>`
    : "";
  const paintMarks = random.chance(0.35)
    ? `<path d="M160 182l26 5M240 182l-26 5M163 191l20 3M237 191l-20 3" stroke="${hex(palette.accent)}" stroke-width="4" stroke-linecap="round" opacity="0.85"/>`
    : "";
  const face = `${neck}<path d="${faceShape}" fill="url(#face)"/>${shadowSide}${features}${scar}${paintMarks}`;

  let head = "";
  if (kind === "mage") {
    const hood =
      "M200 34C120 44 104 130 112 210C116 262 96 292 84 312C130 318 168 300 200 316C232 300 270 318 316 312C304 292 284 262 288 210C296 130 280 44 200 34ZM200 84C244 90 254 140 250 184C246 222 226 254 200 268C174 254 154 222 150 184C146 140 156 90 200 84Z";
    head = `<path d="M200 80C250 86 258 140 254 190C250 240 226 262 200 272C174 262 150 240 146 190C142 140 150 86 200 80Z" fill="${shade(scene, 0.02)}"/><g opacity="${random.chance(0.5) ? 0.32 : 0.75}">${face}</g><path d="M150 80H250V172H150Z" fill="${shade(scene, 0.02)}" opacity="0.55" clip-path="url(#faceClip)"/>${eye(-1)}${eye(1)}<clipPath id="hood"><path clip-rule="evenodd" d="${hood}"/></clipPath><path fill-rule="evenodd" d="${hood}" fill="${rim}"/><g clip-path="url(#hood)"><path fill-rule="evenodd" d="${hood}" fill="url(#cloth)" transform="translate(${shiftX} 6)"/><path d="M${n(200 + side * 20)} 30C${n(200 + side * 60)} 120 ${n(200 + side * 50)} 220 ${n(200 + side * 100)} 320L${n(200 + side * 140)} 320V30Z" fill="#000" opacity="0.3"/></g><path d="M200 84C244 90 254 140 250 184C246 222 226 254 200 268C174 254 154 222 150 184C146 140 156 90 200 84Z" fill="none" stroke="url(#gold)" stroke-width="4"/>`;
  } else if (kind === "knight") {
    const helm =
      "M200 52C142 54 132 112 134 170C136 220 152 246 174 268L200 278L226 268C248 246 264 220 266 170C268 112 258 54 200 52Z";
    const plume = `M200 58C${n(200 + side * 30)} 4 ${n(200 + side * 100)} 4 ${n(200 + side * 128)} 62C${n(200 + side * 150)} 120 ${n(200 + side * 120)} 180 ${n(200 + side * 132)} 220C${n(200 + side * 90)} 170 ${n(200 + side * 100)} 90 200 70Z`;
    head = `${rimmed("plume", plume, hex(palette.accent), warm, -side * 5, 6)}${neck}${rimmed("helm", helm, "url(#metal)", rim, shiftX, 5)}<path d="M200 52V278" stroke="url(#gold)" stroke-width="9"/><path d="M138 152L192 168V184L140 178ZM262 152L208 168V184L260 178Z" fill="#05060a"/><path d="M150 163L188 172" stroke="${warm}" stroke-width="4" filter="url(#eye)"/><path d="M250 163L212 172" stroke="${warm}" stroke-width="4" filter="url(#eye)"/>${[0, 1, 2, 3].map((at) => `<circle cx="${160 + at * 5}" cy="${214 + at * 9}" r="2.6" fill="#05060a"/><circle cx="${240 - at * 5}" cy="${214 + at * 9}" r="2.6" fill="#05060a"/>`).join("")}<path d="M134 150C160 136 180 140 200 146C220 140 240 136 266 150" fill="none" stroke="url(#gold)" stroke-width="6"/>`;
  } else {
    const long = random.chance(0.6);
    const back = long
      ? "M200 56C130 54 118 130 124 190C128 240 108 280 100 312C140 316 260 316 300 312C292 280 272 240 276 190C282 130 270 54 200 56Z"
      : "M200 60C140 60 132 120 140 180L260 180C268 120 260 60 200 60Z";
    const part = random.between(-26, 26);
    const fringe = `M${n(200 + part)} 60C150 58 132 110 140 176C152 150 158 128 ${n(190 + part)} 106C${n(214 + part)} 130 246 142 260 178C270 112 252 60 ${n(200 + part)} 60Z`;
    const horns =
      kind === "beast" || random.chance(0.12)
        ? [-1, 1]
            .map(
              (flank) =>
                `<path d="M${n(200 + flank * 42)} 92C${n(200 + flank * 90)} 70 ${n(200 + flank * 110)} 30 ${n(200 + flank * 84)} -2C${n(200 + flank * 84)} 34 ${n(200 + flank * 60)} 56 ${n(200 + flank * 24)} 72Z" fill="url(#gold)"/>`,
            )
            .join("")
        : "";
    const ears =
      random.chance(0.4) || words.has("elf")
        ? [-1, 1]
            .map(
              (flank) =>
                `<path d="M${n(200 + flank * 48)} 150L${n(200 + flank * 92)} 118L${n(200 + flank * 50)} 186Z" fill="${flank === side ? skinDark : skinMid}"/>`,
            )
            .join("")
        : "";
    const circlet = random.chance(0.4)
      ? `<path d="M148 128Q200 112 252 128" fill="none" stroke="url(#gold)" stroke-width="6"/><path d="M200 108l8 12l-8 14l-8 -14Z" fill="${hex(palette.accent)}"/>`
      : "";
    const teeth =
      kind === "beast" ? `<path d="M184 218l5 -18l5 18ZM206 218l5 -18l5 18Z" fill="#f3ead6"/>` : "";
    head = `${kind === "beast" ? "" : `<path d="${back}" fill="url(#hair)"/>`}${horns}${ears}${face}${teeth}${kind === "beast" ? "" : rimmed("fringe", fringe, "url(#hair)", rim, shiftX * 0.7, 4)}${circlet}`;
  }
  const scale = unit / 400;
  const place = `translate(${n((width - unit) / 2)} ${n(height - unit)}) scale(${scale.toFixed(3)})`;
  return {
    defs: defs.join(""),
    backdrop: `<rect width="${width}" height="${height}" fill="url(#back)"/><g transform="${place}"><circle cx="200" cy="150" r="230" fill="url(#halo)"/>${halo}${smoke}</g>${specks(scene, { count: 40, colour: mix(palette.accent, [255, 255, 255], 0.4), size: 0.002 })}`,
    subject: `<g transform="${place}">${torso}${pauldron}${kind === "mage" ? "" : clasp}${head}</g>`,
  };
}
