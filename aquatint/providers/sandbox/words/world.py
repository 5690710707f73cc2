# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Everything but subjects: colours, sizes, times, places, layouts, styles … in English. `_` stands for a space."""

COLOURS = """
red: red scarlet crimson ruby
orange: orange amber tangerine-coloured
yellow: yellow lemon-yellow
gold: golden gold gilded
green: green
emerald: emerald jade
olive: olive sage khaki
mint: mint-green minty mint mint_green
teal: teal turquoise cyan aqua aquamarine
blue: blue
sky-blue: sky-blue light_blue pale_blue baby_blue
navy: navy dark_blue navy_blue midnight_blue indigo
purple: purple violet
lavender: lavender lilac mauve
pink: pink fuchsia magenta
rose-pink: blush dusty_pink light_pink pale_pink salmon-pink
brown: brown chestnut chocolate-brown
copper: copper bronze rust-coloured terracotta rusty ginger
beige: beige cream cream-coloured sand-coloured tan ivory oatmeal
white: white snow-white
grey: grey gray silver
black: black jet-black
maroon: maroon burgundy wine-red dark_red
dark-green: dark_green forest_green
coral-red: coral-coloured peach-coloured
"""

SIZES = """
1.45: big large huge giant enormous tall great massive oversized
0.65: small little short
0.42: tiny mini miniature wee
"""

COUNTS = """
1: single one lone lonely stack_of pile_of
2: two pair both twin couple_of pair_of
3: three trio three_of
4: four several few some
5: five bouquet bunch bouquet_of bunch_of
6: six
7: countless a_thousand thousand thousands hundreds seven many
8: eight
9: nine
10: ten
12: twelve dozen
"""

MATERIALS = """
wood: wooden wood oak-wood walnut-wood teak
glass: glassy crystal-clear translucent transparent see-through glass-made
metal: metal metallic steel iron chrome stainless aluminium aluminum
gold-metal: brass
leather: leather suede
silver: silvery sterling
ceramic: ceramic porcelain clay stoneware earthenware glazed
stone: stone-built marble concrete granite slate
paper: origami cardboard papier-mache
striped: plaid checked tartan striped stripy stripes
dotted: dotted spotted polka_dot polka-dot
fluffy: fluffy furry woolly
"""

POSES = """
sit: sitting sits sit seated ~ meditating meditation knitting resting
sleep: sleeping lying sleeps asleep napping dreaming ~ curled curled_up
run: running runs run galloping racing ~ jumping leaping
walk: walking walks walk strolling standing stands
fly: flying flies soaring floating hovering gliding
wave: waving waves_hello greeting
dance: dancing dances
read: reading reads
swim: swimming swims
front: facing facing_us
cook: cooking
hold: holding holds carrying
smile: smiling happy-looking laughing
"""

TIMES = """
dawn: dawn sunrise daybreak morning early_morning early
day: day noon midday daytime afternoon daylight
golden: golden_hour late_afternoon
dusk: dusk sunset evening twilight sundown
night: night midnight nighttime moonlit moonlight starlit starry
"""

WEATHERS = """
rain: rain rainy raining drizzle
snow: snow snowy snowing snowfall snow-covered snowflakes
fog: fog foggy mist misty hazy haze
storm: storm stormy thunder thunderstorm lightning
cloudy: cloudy overcast clouds
clear: clear sunny sunlit sunshine bright_sun cloudless
wind: windy breezy wind
"""

SEASONS = """
spring: spring springtime
summer: summer summery
autumn: autumn fall autumnal
winter: winter wintry frosty icy frozen
"""

MOODS = """
candy: funny silly cute kawaii playful whimsical cheerful fun pastel sweet childlike joyful happy pastels
moss: calm natural earthy organic peaceful forest-like
storm: moody dramatic dark gloomy epic ominous melancholic melancholy sad lonely horror scary creepy sinister spooky eerie mysterious haunted
wine: elegant luxurious luxury sophisticated rich noir
ink: black-and-white monochrome black_and_white modern sleek matte minimal minimalist minimalistic monochromatic greyscale grayscale clean
neon: cyberpunk synthwave futuristic science_fiction sci-fi retrowave vaporwave electric glowing
rose: romantic tender soft gentle delicate
mint: fresh airy scandinavian
golden: warm inviting cozy cosy nostalgic
terracotta: mediterranean boho rustic
lavender: dreamy magical mystical ethereal fantasy enchanted
ocean: cool nautical marine aquatic
tropical: tropical vibrant exotic colorful colourful bright vivid
spring: lively
rust: vintage old-fashioned retro mid-century antique
winter: cold chilly serene quiet tranquil
sand: parchment warm-toned neutral neutrals
"""

STYLES = """
flat: flat flat_design vector flat_illustration
paper cut: paper_cut papercut paper-cut paper_art cut_paper collage layered_paper
line art: line_art line_drawing lineart outline coloring_page colouring_page line-art
sketch: sketch pencil_drawing sketched hand-drawn pencil_sketch hand_drawn
etching: etching engraving woodcut linocut etched engraved aquatint
watercolour: watercolour watercolor gouache watercolour_wash watercolor_wash aquarelle watercolor_painting
blueprint: blueprint technical_drawing schematic cyanotype
neon: neon neon_sign neon_light neon_lights
chalk: chalk chalkboard blackboard
pixel: pixel pixel_art 8-bit pixelated 16-bit
illustration: illustration illustrated storybook drawing painting cartoon picture_book children's_book childrens_book artwork ~ oil_painting
"""

FRAMINGS = """
close: close-up closeup close_up macro detail_of
wide: wide wide_shot panorama panoramic wide-angle wide_angle vista
above: from_above top-down top_view seen_from_above overhead bird's-eye flat_lay flatlay top_down birds-eye
portrait: head_and_shoulders headshot bust
"""

LAYOUTS = """
portrait: portrait headshot ~ selfie avatar
product: product product_shot product_photo product_photography packshot podium plinth pedestal mockup ~ packaging advertisement ad advert
still: still_life tabletop windowsill countertop
poster: poster flyer book_cover leaflet album_cover movie_poster invitation postcard greeting_card card ~ cover banner
menu: menu price_list
sign: sign road_sign street_sign traffic_sign pub_sign shop_sign signage
pattern: pattern seamless wallpaper_pattern textile tile wrapping_paper fabric seamless_pattern repeating_pattern
map: map treasure_map city_map
metro: metro_map subway_map underground_map tube_map subway metro
timeline: timeline time_line
diagram: water_cycle diagram infographic flowchart flow_chart chart process steps ~ anatomy_diagram graph workflow mind_map mindmap
space: night_sky outer_space space galaxy cosmos milky_way universe ~ solar_system constellation nebula
comic: comic_book comic_book_style newspaper_cartoon newspaper_comic superhero_comic superhero_comic_page comic panel comics comic_page comic_strip manga panels storyboard
logo: logo mascot emblem icon badge sticker app_icon logotype ~ monogram crest
specimen: botanical_illustration specimen herbarium botanical_print
skyline: skyline cityscape downtown metropolis
street: street alley road avenue lane market_street
interior: interior room bedroom kitchen living_room study library office bathroom lounge dining_room classroom nursery indoors ~ attic hall conservatory
underwater: underwater seabed reef coral_reef ocean_floor aquarium under_the_sea deep_sea
arches: courtyard architecture
isometric: isometric diorama
abstract: abstract abstract_art geometric bauhaus
"""

PLACES = """
lake: lake pond river lakeside riverside riverbank water ~ fjord stream
mountains: snowy_mountain snowy_mountain_peak snow-capped_mountain snow-capped_mountains mountain mountains alps peak hill hills valley highland alpine
forest: forest forest_floor wood_path woodland woods grove ~ jungle rainforest
meadow: meadow wheat_field rice_field field countryside grassland lawn prairie ~ picnic cornfield crossroads garden park farm pasture orchard vineyard
desert: desert dune dunes sahara ~ canyon
sea: sea seascape ocean bay coast waves lagoon ~ harbour harbor port
beach: beach shore seashore seaside shoreline
tundra: arctic antarctica north_pole tundra ice ~ glacier
savanna: savanna savannah safari
city: city town
village: village medieval_town ~ farmers_market market_square town_square
room: wall brick_wall floor
kitchen: kitchen_counter
table: table wooden_table
window: window sill
moonscape: lunar moon_surface
"""

GARMENTS = """
clothes: dress shirt t-shirt jumper sweater clothes ~ trench_coat plaid_shirt overalls blouse cardigan vest coat jacket suit gown robe uniform hoodie skirt turtleneck polo_neck kimono sari cloak cape apron
"""

LOOKS = """
beard: beard bearded moustache mustache
curls: curly curly_hair curls afro wavy_hair
long: long_hair long-haired braids braided
short: short_hair
bald: bald
bun: hair_bun ponytail
old: old elderly aged grandmotherly wrinkled
blond: blond blonde fair-haired blonde_hair
redhair: red-haired redhead red_hair ginger_hair freckles
dark: dark-haired black_hair brunette dark_hair brown_hair
young: young hair
"""

POSITIONS = """
left: on_the_left to_the_left at_left left_side on_the_left_side
right: on_the_right to_the_right at_right right_side on_the_right_side
centre: in_the_center in_the_centre in_the_middle centred centered
front: in_the_foreground foreground up_front
back: in_the_background in_the_distance distant far_away far
top: at_the_top above_all overhead_in_the_sky
"""

RELATIONS = """
left of: left_of to_the_left_of on_the_left_of
right of: right_of to_the_right_of on_the_right_of
behind: behind
before: in_front_of before
under: under beneath below underneath
over: over above
on: on on_top_of upon atop riding rides onto
in: in inside within into
between: between
beside: beside next_to near by with alongside around among ~ against across through towards toward past along
wearing: wearing wears dressed_in
holding: holding carrying holds
"""

ROLES = """
title: title titled slogan headline heading called named caption
sign: sign road_sign street_sign traffic_sign pub_sign shop_sign saying says reads reading labelled_sign storefront
label: label labelled labeled branded brand
speech: speech saying_hello says_the asks bubble speech_bubble shouting
"""

IGNORED = """
a an the of and or to at for from this that these those is are was be being has have having its it
his her their my your our as but very really quite image picture photo photograph photography render
rendering view scene shot beautiful lovely nice pretty amazing stunning detailed highly ultra quality high best
4k 8k hd art design designed made make create draw paint please showing shows featuring features some any all
up down out there here where while during when which who set using only just one's
looking looks full complete whole simple professional concept based inspired about like
style styled mood each every color colour colors colours coloured colored tones tone palette light lit lighting background
for_kids for_children for_toddlers him them himself herself he she they than then so too more most much backdrop
"""

ACTS = """
on: balancing balances
holding: steals stealing stole plays playing lifting pulling pulls catches catching drinks drinking eats eating picking picks pours pouring kissing kisses bringing brings
beside: chases chasing feeds feeding waters watering building_a building_an building_the plant_a plant_the planting builds hugs hugging pushes pushing kicks kicking fixing repairing throws throwing fights fighting hunting watches watching meets meeting visiting teaches teaching guards guarding herding wash washing washes playing_cards playing_chess greets helping helps follows following leads leading looking_at talking_to talks_to fishing surfing skating climbing climbs casting
over: landing lands
"""
"""What somebody does that no pose shows: who does it is at least put where it would happen, and the receipt tells the rest."""

AMBIENT = """
sky: sky horizon
text: text words lettering type typography font bold
studio: studio
lights: lights
shapes: shape shapes
path: path footpath trail pathway
gradient: gradient
mirror: reflected reflection reflections reflecting
"""
"""What a kind of scene has by itself."""

NEGATIONS = """
no: no not without
"""
