# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Subjects and their English names. `_` stands for a space; plurals are found by rule; behind `~` stands what is drawn by something near it."""

NOUNS = """
fox: fox vixen
wolf: wolf ~ coyote jackal
dog: dog puppy hound doggy ~ corgi labrador terrier retriever beagle poodle husky dachshund bulldog
cat: cat kitten kitty tabby
lion: lion lioness
tiger: tiger
bear: bear grizzly ~ teddy_bear teddy
panda: panda
koala: koala
rabbit: rabbit bunny hare
mouse: mouse little_mouse ~ hamster rat
monkey: monkey ~ ape chimpanzee gorilla
raccoon: raccoon ~ badger
squirrel: squirrel ~ chipmunk
hedgehog: hedgehog ~ porcupine
horse: horse pony stallion mare
unicorn: unicorn
donkey: donkey mule
zebra: zebra
cow: cow ~ bull ox calf buffalo water_buffalo
sheep: sheep lamb ~ ram
goat: goat
pig: pig piglet
deer: deer stag reindeer ~ fawn antelope moose elk
elephant: elephant ~ mammoth
giraffe: giraffe
camel: camel dromedary
hippo: hippo hippopotamus ~ rhino rhinoceros
dinosaur: dinosaur t-rex dino
dragon: dragon
frog: frog toad
turtle: turtle tortoise sea_turtle
snail: snail
snake: snake serpent
crocodile: crocodile alligator ~ lizard
bird: bird songbird robin ~ sparrow bluebird swallow finch dove pigeon crow raven hummingbird
owl: owl
penguin: penguin
duck: duck duckling goose
swan: swan
flamingo: flamingo
heron: heron stork egret crane_bird
parrot: parrot macaw ~ toucan
eagle: eagle hawk falcon
seagull: seagull gull
chicken: chicken hen rooster cockerel ~ chick
peacock: peacock
butterfly: butterfly ~ moth
bee: bee bumblebee honeybee ~ wasp
ladybug: ladybug ladybird ~ beetle
dragonfly: dragonfly
fish: fish goldfish ~ koi trout salmon
whale: whale
dolphin: dolphin ~ orca
shark: shark
octopus: octopus ~ squid
jellyfish: jellyfish
crab: crab ~ lobster
seahorse: seahorse
starfish: starfish
shell: shell seashell ~ walnut_shell nutshell
coral: coral
pine: pine fir spruce conifer evergreen pine_tree fir_tree ~ christmas_tree
tree: tree ~ branch tree_branch oak maple elm apple_tree beech
palm: palm palm_tree coconut_tree ~ banana_tree
blossom: cherry_blossom cherry_blossom_tree blossoming_tree cherry_tree sakura blossom_tree
birch: birch birch_tree
willow: willow
cactus: cactus saguaro ~ succulent
bush: bush shrub hedge
flower: flower bloom wildflower daisy ~ poppy
rose: rose rose_flower
tulip: tulip tulip_flower
sunflower: sunflower
lavender_plant: lavender_plant lavender_flower
lotus: lotus lotus_flower water_lily lily
fern: fern leaf green_leaf foliage herb leaves botanical ~ basil eucalyptus sprig
potted: plant potted_plant houseplant pot_plant monstera
bonsai: bonsai
mushroom: mushroom toadstool
grass: grass reed
house: house home cottage farmhouse
cabin: cabin hut log_cabin chalet
castle: castle fortress palace
tower: tower clock_tower
lighthouse: lighthouse
windmill: windmill mill
church: church chapel cathedral
temple: temple shrine pavilion
pagoda: pagoda
mosque: mosque
barn: barn stable
shop: shop store cafe café bakery bookshop bookstore boutique coffee_shop storefront ~ diner pub market_stall restaurant florist
skyscraper: skyscraper building high-rise office_building ~ apartment
bridge: bridge
tent: tent teepee yurt
igloo: igloo
arches: arches archway
pyramid: pyramid
fountain: fountain
factory: factory
fence: fence
bench: bench
streetlamp: street_lamp lamppost streetlight street_light
signpost: signpost signboard ~ billboard placard
boat: sailboat boat sailing_boat yacht
ship: ship ~ pirate_ship sailing_ship steamer ferry ocean_liner cruise_ship galleon
rowboat: rowing_boat rowboat dinghy ~ canoe kayak gondola
submarine: submarine
car: car automobile ~ taxi sedan sports_car
van: van camper campervan minivan
bus: bus coach city_bus
truck: truck lorry
tractor: tractor
bicycle: bicycle bike mountain_bike
scooter: scooter motorbike motorcycle vespa moped
train: train locomotive steam_train
tram: tram streetcar trolley
plane: plane airplane aeroplane jet aircraft
paper_plane: paper_plane paper_airplane paper_aeroplane
helicopter: helicopter
balloon_air: hot_air_balloon hot-air_balloon air_balloon
rocket: rocket spaceship spacecraft
ufo: ufo flying_saucer
apple: apple
pear: pear
lemon: lemon ~ lime
orange_fruit: oranges tangerine mandarin clementine
peach: peach apricot ~ plum
cherry: cherry cherries
strawberry: strawberry
banana: banana
grapes: grape
watermelon: watermelon
pineapple: pineapple
avocado: avocado
carrot: carrot
tomato: tomato tomatoes
pumpkin: pumpkin
bread: bread loaf toast baguette sourdough
croissant: croissant pastry
cheese: cheese
egg: egg
cake: cake birthday_cake ~ pie
cupcake: cupcake muffin
donut: donut doughnut ~ bagel
pizza: pizza
burger: burger hamburger cheeseburger ~ sandwich
icecream: ice_cream ice_cream_cone gelato ~ sorbet popsicle
ramen: ramen noodle soup noodles noodle_soup bowl_of_soup bowl_of_noodles pho
sushi: sushi nigiri
taco: taco ~ burrito
fries: fries french_fries chips
cup: cup coffee tea cup_of_tea cup_of_coffee teacup latte espresso cappuccino hot_chocolate
mug: mug coffee_mug
teapot: teapot
kettle: kettle
glass: glass lemonade juice cocktail drink ~ smoothie cola soda soft_drink milkshake
wineglass: wine_glass wine goblet
bottle: bottle wine_bottle olive_oil ~ beer
flask: water_bottle flask thermos drinking_bottle sports_bottle ~ canteen
jar: jar honey jam maple_syrup syrup honey_jar
jug: jug pitcher
vase: vase amphora urn
bowl: bowl
plate: plate dish
pot: pot saucepan pan
can: can tin
perfume: perfume fragrance perfume_bottle cologne
tube: tube face_cream hand_cream skin_cream lotion toothpaste
pump: dispenser shampoo serum skincare skincare_bottle cosmetic soap_dispenser pump_bottle
soap: soap bar_of_soap soap_bar
box: box package carton crate parcel
bag: bag handbag tote ~ backpack
phone: phone smartphone mobile cellphone
laptop: laptop computer notebook_computer
tv: television tv monitor
camera: camera
headphones: headphones headphone headset earphones earbuds
watch: watch wristwatch
shoe: shoe sneaker trainer ~ boot
hat: hat cap
glasses: glasses sunglasses spectacles
lamp: lamp desk_lamp table_lamp
candle: candle
book: book novel notebook diary
clock: clock alarm_clock
umbrella: umbrella parasol
key: key
lightbulb: light_bulb lightbulb bulb idea
gear: gear cog
envelope: envelope letter mail
pencil: pencil crayon ~ pen fountain_pen
brush: paintbrush brush
scissors: scissors
hammer: hammer
ring: ring wedding_ring
gift: gift present
ball: ball beach_ball football soccer_ball basketball
kite: kite
party_balloon: balloon balloons party_balloon
lantern: lantern paper_lantern
crown: crown tiara
trophy: trophy award medal
anchor: anchor
flag: flag pennant
suitcase: suitcase luggage
globe: globe
chair: chair stool
throne: throne
armchair: armchair
sofa: sofa couch settee
table: desk side_table coffee_table
bed: bed ~ blanket duvet
bookshelf: bookshelf bookcase shelf
wardrobe: wardrobe cupboard cabinet
fireplace: fireplace hearth
mirror: mirror
rug: rug carpet
guitar: guitar ~ ukulele
violin: violin fiddle viola ~ cello
piano: piano grand_piano ~ keyboard
drum: drum drums
trumpet: trumpet ~ trombone horn
saxophone: saxophone sax
harp: harp
flute: flute ~ clarinet recorder
record: vinyl record_player vinyl_record turntable
woman: woman lady mother mum mom girl_friend wife grandmother grandma granny queen princess bride ~ ballerina superheroine actress businesswoman goldilocks
man: man gentleman father dad husband grandfather grandpa king prince cowboy detective ~ fisherman superhero spy businessman lumberjack
girl: girl daughter granddaughter
boy: boy son kid grandson
child: child children toddler
baby: baby
person: person people figure student friend family couple ~ traveller traveler hiker reader model dancer skater surfer cyclist swimmer trumpeter musician singer guitarist drummer pianist violinist flautist saxophonist painter artist poet teacher scholar nomad monk explorer
astronaut: astronaut cosmonaut spaceman
chef: chef cook baker ~ barista waiter
doctor: doctor nurse scientist ~ chemist dentist
farmer: farmer gardener ~ fisher shepherd
wizard: wizard sorcerer witch
knight: knight warrior ~ samurai
pirate: pirate ~ captain sailor
robot: robot android
snowman: snowman
scarecrow: scarecrow
sun: sun
moon: moon crescent full_moon
star: star
planet: planet saturn ~ jupiter mars venus
earth: earth
comet: comet ~ meteor shooting_star
cloud: cloud
rainbow: rainbow
wave: wave
iceberg: iceberg
island: island
rock: rock boulder stone
volcano: volcano
waterfall: waterfall
campfire: campfire bonfire ~ fire
heart: heart love
circle: circle
triangle: triangle
square: square
spiral: spiral
arrow: arrow
diamond: diamond gem jewel ~ crystal
barchart: bar_chart bar_graph histogram
piechart: pie_chart donut_chart
linechart: line_chart line_graph
bolt: lightning_bolt bolt thunderbolt
drop: raindrop water_drop droplet
snowflake: snowflake
bell: bell doorbell church_bell
shield: shield
chest: treasure_chest chest ~ treasure
coin: coin gold_coin
chess_knight: chess_knight knight_piece chess_piece
mask: mask theatre_mask theater_mask carnival_mask
raincoat: raincoat rain_coat
monster: monster ~ creature ogre troll yeti
forbidden: prohibition_sign no_entry
explosion: explosion blast
sword: sword ~ katana dagger blade
wrench: wrench spanner
wheel: wheel
hardhat: hard_hat safety_helmet ~ helmet
warning: warning_sign warning hazard_sign
cross: cross x_mark
bean: coffee_bean bean
pillow: pillow cushion
scarf: scarf
newspaper: newspaper ~ magazine
alien: alien extraterrestrial martian
corn: corn maize corncob
pancakes: pancake ~ waffle
spaghetti: spaghetti pasta
blueberry: blueberry berry ~ blackberry
chopsticks: chopsticks chopstick
magnifier: magnifying_glass magnifier
mountain: mount
cliff: cliff
bamboo: bamboo
aurora: aurora northern_lights aurora_borealis polar_lights
floorlamp: floor_lamp standing_lamp
counter: kitchen_island marble_island counter worktop
stove: stove oven cooker
fridge: fridge refrigerator
bathtub: bathtub bath_tub
board: wooden_board cutting_board chopping_board serving_board
surfboard: surfboard
sled: sled sledge sleigh
"""
