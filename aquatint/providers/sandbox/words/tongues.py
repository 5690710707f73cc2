# ruff: noqa: E501, RUF001 -- one mark a line; words of other scripts
# fmt: off
"""The common words of ten more languages. Each line: meaning, then words by language code, `/` between synonyms."""

TONGUES = """
noun fox zh狐狸 ja狐/キツネ/きつね ko여우 hiलोमड़ी bnশিয়াল eszorro defuchs frrenard ptraposa arثعلب
noun cat zh猫/小猫/貓 ja猫/ネコ/ねこ ko고양이 hiबिल्ली bnবিড়াল esgato/gatito dekatze frchat/chaton ptgato arقطة
noun dog zh狗/小狗 ja犬/イヌ/子犬 ko개/강아지 hiकुत्ता bnকুকুর esperro/perrito dehund frchien/chiot ptcachorro/cão arكلب
noun bird zh鸟/鳥/小鸟 ja鳥/小鳥 ko새 hiपक्षी/चिड़िया bnপাখি espájaro/ave devogel froiseau ptpássaro arطائر/عصفور
noun horse zh马/馬 ja馬 ko말 hiघोड़ा bnঘোড়া escaballo depferd frcheval ptcavalo arحصان
noun fish zh鱼/魚 ja魚 ko물고기 hiमछली bnমাছ espez/pescado defisch frpoisson ptpeixe arسمكة
noun rabbit zh兔子 ja兎/うさぎ/ウサギ ko토끼 hiखरगोश bnখরগোশ esconejo dehase/kaninchen frlapin ptcoelho arأرنب
noun bear zh熊 ja熊/クマ ko곰 hiभालू bnভালুক esoso debär frours pturso arدب
noun lion zh狮子 jaライオン ko사자 hiशेर bnসিংহ esleón delöwe frlion ptleão arأسد
noun tiger zh老虎 ja虎/トラ ko호랑이 hiबाघ bnবাঘ estigre detiger frtigre pttigre arنمر
noun elephant zh大象 ja象/ゾウ ko코끼리 hiहाथी bnহাতি eselefante deelefant fréléphant ptelefante arفيل
noun owl zh猫头鹰 jaフクロウ ko올빼미/부엉이 hiउल्लू bnপেঁচা esbúho deeule frhibou/chouette ptcoruja arبومة
noun butterfly zh蝴蝶 ja蝶/チョウ ko나비 hiतितली bnপ্রজাপতি esmariposa deschmetterling frpapillon ptborboleta arفراشة
noun penguin zh企鹅 jaペンギン ko펭귄 hiपेंगुइन bnপেঙ্গুইন espingüino depinguin frpingouin/manchot ptpinguim arبطريق
noun whale zh鲸鱼 ja鯨/クジラ ko고래 hiव्हेल bnতিমি esballena dewal frbaleine ptbaleia arحوت
noun tree zh树/樹/大树 ja木/樹 ko나무 hiपेड़ bnগাছ esárbol debaum frarbre ptárvore arشجرة
noun pine zh松树 ja松 ko소나무 espino dekiefer/tanne frsapin/pin ptpinheiro
noun blossom zh樱花 ja桜/さくら ko벚꽃 deKirschblüte
noun flower zh花/花朵 ja花 ko꽃 hiफूल bnফুল esflor/flores deblume/blumen frfleur/fleurs ptflor/flores arزهرة/زهور
noun rose zh玫瑰 jaバラ/薔薇 ko장미 hiगुलाब bnগোলাপ esrosa derose frrose ptrosa arوردة
noun sunflower zh向日葵 jaひまわり ko해바라기 hiसूरजमुखी bnসূর্যমুখী esgirasol desonnenblume frtournesol ptgirassol
noun house zh房子/屋子/小屋 ja家 ko집 hiघर/मकान bnঘর/বাড়ি escasa dehaus frmaison ptcasa arبيت/منزل
noun castle zh城堡 ja城 ko성 hiकिला/महल bnদুর্গ escastillo deschloss/burg frchâteau ptcastelo arقلعة
noun lighthouse zh灯塔 ja灯台 ko등대 esfaro deleuchtturm frphare ptfarol arمنارة
noun bridge zh桥 ja橋 ko다리 hiपुल bnসেতু espuente debrücke frpont ptponte arجسر
noun temple zh寺庙/寺 ja寺/神社 ko사원 hiमंदिर bnমন্দির estemplo detempel frtemple pttemplo arمعبد
noun boat zh船/小船/帆船 ja船/ボート/舟 ko배/보트 hiनाव bnনৌকা esbarco/barca deboot/segelboot frbateau/voilier ptbarco arقارب/مركب
noun car zh汽车/车 ja車 ko자동차 hiकार/गाड़ी bnগাড়ি escoche/carro deauto frvoiture ptcarro arسيارة
noun train zh火车 ja電車/列車 ko기차 hiरेलगाड़ी/ट्रेन bnট্রেন estren dezug frtrain pttrem/comboio arقطار
noun bicycle zh自行车 ja自転車 ko자전거 hiसाइकिल bnসাইকেল esbicicleta defahrrad frvélo/bicyclette ptbicicleta arدراجة
noun plane zh飞机 ja飛行機 ko비행기 esavión deflugzeug fravion ptavião arطائرة
noun rocket zh火箭 jaロケット ko로켓 escohete derakete frfusée ptfoguete arصاروخ
noun apple zh苹果 jaりんご/リンゴ ko사과 hiसेब bnআপেল esmanzana deapfel/äpfel frpomme ptmaçã arتفاحة
noun lemon zh柠檬 jaレモン ko레몬 hiनींबू bnলেবু eslimón/limones dezitrone/zitronen frcitron ptlimão arليمون
noun bread zh面包 jaパン ko빵 hiरोटी bnরুটি espan debrot frpain ptpão arخبز
noun cake zh蛋糕 jaケーキ ko케이크 hiकेक bnকেক espastel/tarta dekuchen/torte frgâteau ptbolo arكعكة
noun cup zh茶/咖啡/杯子 jaお茶/コーヒー/カップ ko차/커피/컵 hiचाय/कॉफ़ी/प्याला bnচা/কফি/কাপ escafé/taza/té dekaffee/tasse/tee frcafé/tasse/thé ptcafé/xícara/chá arقهوة/شاي/فنجان
noun bottle zh瓶子 ja瓶/ボトル ko병 hiबोतल bnবোতল esbotella deflasche frbouteille ptgarrafa arزجاجة
noun vase zh花瓶 ja花瓶 ko꽃병 hiफूलदान bnফুলদানি esjarrón/florero devase frvase ptvaso arمزهرية
noun book zh书 ja本 ko책 hiकिताब/पुस्तक bnবই eslibro debuch/bücher frlivre ptlivro arكتاب
noun lamp zh灯 jaランプ ko램프 hiदीपक bnবাতি eslámpara delampe frlampe ptlâmpada arمصباح
noun chair zh椅子 ja椅子 ko의자 hiकुर्सी bnচেয়ার essilla destuhl frchaise ptcadeira arكرسي
noun guitar zh吉他 jaギター ko기타 hiगिटार bnগিটার esguitarra degitarre frguitare ptguitarra/violão arجيتار
noun umbrella zh雨伞/伞 ja傘 ko우산 hiछाता bnছাতা esparaguas deregenschirm frparapluie ptguarda-chuva arمظلة
noun woman zh女人/女士 ja女性/女の人 ko여자/여성 hiऔरत/महिला bnমহিলা/নারী esmujer defrau frfemme ptmulher arامرأة
noun man zh男人/先生 ja男性/男の人 ko남자/남성 hiआदमी/पुरुष bnপুরুষ/লোক eshombre demann frhomme pthomem arرجل
noun girl zh女孩 ja女の子/少女 ko소녀 hiलड़की bnমেয়ে esniña/chica demädchen frfille ptmenina arفتاة/بنت
noun boy zh男孩 ja男の子/少年 ko소년 hiलड़का bnছেলে esniño/chico dejunge frgarçon ptmenino arولد
noun child zh孩子 ja子供 ko아이 hiबच्चा/बच्चे bnশিশু dekind/kinder frenfant ptcriança arطفل
noun robot zh机器人 jaロボット ko로봇 hiरोबोट bnরোবট esrobot deroboter ptrobô arروبوت
noun astronaut zh宇航员 ja宇宙飛行士 ko우주비행사 esastronauta deastronaut frastronaute ptastronauta arرائد_فضاء
noun sun zh太阳 ja太陽 ko태양 hiसूरज bnসূর্য essol desonne frsoleil ptsol arشمس
noun moon zh月亮/月 ja月 ko달 hiचाँद/चांद bnচাঁদ esluna demond frlune ptlua arقمر
noun star zh星星 ja星 ko별 hiतारा/तारे bnতারা esestrella destern/sterne frétoile ptestrela arنجمة/نجوم
noun rainbow zh彩虹 ja虹 ko무지개 hiइंद्रधनुष bnরংধনু esarcoíris deregenbogen frarc-en-ciel ptarco-íris
noun heart zh心 jaハート ko하트 hiदिल bnহৃদয় escorazón deherz frcœur ptcoração arقلب
place lake zh湖/湖边/河/河边 ja湖/川 ko호수/강 hiझील/नदी bnহ্রদ/নদী eslago/río desee/fluss frlac/rivière ptlago/rio arبحيرة/نهر
place mountains zh山/山脉/群山 ja山/富士山 ko산 hiपहाड़/पर्वत bnপাহাড়/পর্বত esmontaña/montañas deberg/berge frmontagne/montagnes ptmontanha/montanhas arجبل/جبال
place forest zh森林/树林 ja森 ko숲 hiजंगल bnবন/জঙ্গল esbosque dewald frforêt ptfloresta arغابة
place meadow zh草地/花园/田野 ja草原/庭/公園 ko들판/정원/공원 hiबगीचा/खेत/मैदान bnমাঠ/বাগান escampo/jardín/parque dewiese/garten/park/feld frpré/jardin/parc/champ ptcampo/jardim/parque arحقل/حديقة
place desert zh沙漠 ja砂漠 ko사막 hiरेगिस्तान bnমরুভূমি esdesierto dewüste frdésert ptdeserto arصحراء
place sea zh海/大海/海洋 ja海 ko바다 hiसमुद्र/सागर bnসমুদ্র/সাগর esmar/océano demeer/ozean frmer/océan ptmar/oceano arبحر
place beach zh海滩/海边 ja海辺/浜辺/ビーチ ko해변 hiसमुद्र_तट bnসৈকত esplaya destrand frplage ptpraia arشاطئ
place village zh村庄 ja村 ko마을 hiगाँव/गांव bnগ্রাম espueblo/aldea dedorf frvillage ptaldeia/vila arقرية
layout skyline zh城市 ja街/都市/都会 ko도시 hiशहर/नगर bnশহর esciudad destadt frville ptcidade arمدينة
layout street zh街道 ja通り ko거리 hiसड़क bnরাস্তা escalle destraße frrue ptrua arشارع
layout interior zh房间/室内 ja部屋 ko방 hiकमरा bnকক্ষ eshabitación/cocina dezimmer/küche frchambre/cuisine ptquarto/cozinha arغرفة
layout poster zh海报 jaポスター ko포스터 hiपोस्टर bnপোস্টার escartel deplakat fraffiche ptcartaz arملصق
layout menu zh菜单 jaメニュー ko메뉴 hiमेनू bnমেনু esmenú despeisekarte ptcardápio/ementa
layout portrait zh肖像/头像 ja肖像 ko초상화 hiचित्र esretrato deporträt ptretrato arصورة_شخصية
layout space zh星空/太空/宇宙 ja星空/宇宙 ko우주 hiअंतरिक्ष bnমহাকাশ esespacio deweltraum frespace ptespaço arفضاء
layout still zh静物 ja静物 ko정물 esbodegón destillleben frnature_morte ptnatureza_morta
time dawn zh早晨/清晨/日出/早上/黎明 ja朝/夜明け/日の出/早朝 ko아침/새벽/일출 hiसुबह/सूर्योदय bnসকাল/ভোর/সূর্যোদয় esamanecer/mañana demorgen/sonnenaufgang fraube/matin ptamanhecer/manhã arصباح/شروق/فجر
time dusk zh黄昏/日落/傍晚 ja夕方/夕暮れ/夕焼け/夕日 ko저녁/노을/석양/일몰 hiशाम/सूर्यास्त bnসন্ধ্যা/সূর্যাস্ত esatardecer/puesta_de_sol deabend/sonnenuntergang frcoucher_de_soleil/soir/crépuscule ptpôr_do_sol/entardecer arغروب/مساء
time night zh夜晚/晚上/夜 ja夜 ko밤 hiरात bnরাত/রাতে esnoche denacht frnuit ptnoite arليل/الليل
weather rain zh雨/下雨 ja雨 ko비 hiबारिश/वर्षा bnবৃষ্টি eslluvia deregen frpluie ptchuva arمطر
weather snow zh雪/下雪 ja雪 ko눈 hiबर्फ़/बर्फ bnতুষার/বরফ esnieve deschnee frneige ptneve arثلج
weather fog zh雾 ja霧 ko안개 hiकोहरा bnকুয়াশা esniebla denebel frbrume/brouillard ptneblina/névoa arضباب
season spring zh春天/春 ja春 ko봄 hiवसंत bnবসন্ত esprimavera defrühling frprintemps ptprimavera arربيع
season summer zh夏天 ja夏 ko여름 hiगर्मी bnগ্রীষ্ম esverano desommer frété ptverão arصيف
season autumn zh秋天/秋 ja秋 ko가을 hiपतझड़ bnশরৎ esotoño deherbst frautomne ptoutono arخريف
season winter zh冬天/冬 ja冬 ko겨울 hiसर्दी bnশীত esinvierno dewinter frhiver ptinverno arشتاء
colour red zh红/红色 ja赤/赤い ko빨간/빨강/붉은 hiलाल bnলাল esrojo/roja derot/rote/roter/rotes/roten frrouge/rouges ptvermelho/vermelha arأحمر/حمراء
colour blue zh蓝/蓝色 ja青/青い ko파란/파랑/푸른 hiनीला/नीली/नीले bnনীল esazul/azules deblau/blaue/blauer/blaues/blauen frbleu/bleue/bleus ptazul/azuis arأزرق/زرقاء
colour green zh绿/绿色 ja緑/緑の ko초록/녹색 hiहरा/हरी/हरे bnসবুজ esverde degrün/grüne/grüner/grünes/grünen frvert/verte ptverde arأخضر/خضراء
colour yellow zh黄色/黄 ja黄色/黄色い ko노란/노랑 hiपीला/पीली/पीले bnহলুদ esamarillo/amarilla degelb/gelbe/gelber/gelbes/gelben frjaune ptamarelo/amarela arأصفر/صفراء
colour white zh白/白色 ja白/白い ko흰/하얀 hiसफ़ेद/सफेद bnসাদা esblanco/blanca deweiß/weiße/weißer/weißes/weißen frblanc/blanche ptbranco/branca arأبيض/بيضاء
colour black zh黑/黑色 ja黒/黒い ko검은 hiकाला/काली/काले bnকালো esnegro/negra deschwarz/schwarze/schwarzer/schwarzes/schwarzen frnoir/noire ptpreto/preta arأسود/سوداء
colour orange zh橙色 jaオレンジ色 ko주황 hiनारंगी bnকমলা esnaranja deorangefarben frorange ptlaranja arبرتقالي
colour pink zh粉色/粉红 jaピンク ko분홍 hiगुलाबी bnগোলাপি esrosado derosa ptrosado/rosada
colour purple zh紫色/紫 ja紫/紫の ko보라 hiबैंगनी bnবেগুনি esmorado/morada delila/violett frviolet/violette ptroxo/roxa arبنفسجي
colour brown zh棕色 ja茶色 ko갈색 hiभूरा/भूरी bnবাদামি esmarrón debraun/braune/brauner/braunes frmarron/brun ptmarrom arبني
colour gold zh金色 ja金色 ko금색 hiसुनहरा/सुनहरी bnসোনালি esdorado/dorada degolden/goldene/goldener frdoré/dorée ptdourado/dourada arذهبي
size 1.45 zh大/巨大 ja大きい/大きな ko큰/거대한 hiबड़ा/बड़ी/बड़े bnবড় esgrande/enorme degroß/große/großer/großes frgrand/grande ptgrande arكبير/كبيرة
size 0.65 zh小 ja小さい/小さな ko작은 hiछोटा/छोटी/छोटे bnছোট espequeño/pequeña deklein/kleine/kleiner/kleines frpetit/petite ptpequeno/pequena arصغير/صغيرة
count 2 zh两只/两个/两/二 ja二匹/二つ/二人 ko두 hiदो bnদুটি/দুই esdos dezwei frdeux ptdois/duas arاثنان
count 3 zh三只/三个/三 ja三匹/三つ/三人 ko세 hiतीन bnতিনটি/তিন estres dedrei frtrois pttrês arثلاثة/ثلاث
count 4 zh四只/四个/四 ja四匹/四つ ko네 hiचार bnচারটি/চার escuatro devier frquatre ptquatro arأربعة
count 5 zh五只/五个/五 ja五匹/五つ ko다섯 hiपाँच/पांच bnপাঁচটি/পাঁচ escinco defünf frcinq ptcinco arخمسة
style watercolour zh水彩 ja水彩 ko수채화 esacuarela deaquarell fraquarelle ptaquarela
style line art zh线描 ja線画 ko선화 deStrichzeichnung
pose sleep zh睡觉 ja眠る/眠っている ko자는 hiसोता/सोती/सोया bnঘুমন্ত esdurmiendo/dormido schlafend/schlafende frdormant/endormi ptdormindo arنائم
pose sit zh坐 ja座る/座っている ko앉은/앉아 hiबैठा/बैठी bnবসে essentado/sentada desitzt/sitzend frassis/assise ptsentado/sentada arجالس
pose run zh奔跑 ja走る ko달리는 hiदौड़ता bnদৌড়ানো escorriendo derennt frcourant ptcorrendo arيركض
ignore - zh的/在/一只/一个/一艘/和/着/有/一座/一张/一 jaの/に/を/が/は/と/で/いる/ある/一匹 ko의/에/를/을/이/가/는/은/와/과/있는/에서 hiएक/का/की/के/और/है/वाला/वाली/साथ/किनारे/से/को bnএকটি/এর/এবং/সাথে/পাশে/ধারে/আছে esun/una/el/la/los/las/de/del/en/y/al/a/por/se/su/que/para deein/eine/einen/einem/einer/der/die/das/den/dem/und/im/in/am/an/von/zu/des/beim/bei frun/une/le/la/les/de/du/des/et/au/aux/en/à/d/l/bord ptum/uma/o/os/as/de/do/da/em/no/na/e/ao/à arفي/من/و/عند/إلى/ال
relation beside escon/junto/cerca demit/neben fravec/près/à_côté ptcom/perto arمع
relation on essobre/encima deauf frsur ptsobre arعلى
relation in esdentro frdans ptdentro
relation under esbajo/debajo deunter frsous ptsob/embaixo arتحت
relation behind esdetrás dehinter frderrière ptatrás arخلف
relation before devor frdevant arأمام
relation over deüber ptacima arفوق
noun dragon zh龙 ja竜/ドラゴン ko용 hiड्रैगन bnড্রাগন esdragón dedrache/drachen frdragon ptdragão arتنين
noun chest zh宝藏/宝箱 ja宝箱/宝物 ko보물 hiखज़ाना bnধনসম্পদ estesoro/cofre deschatz/schatztruhe frtrésor pttesouro arكنز
noun hedgehog zh刺猬 jaハリネズミ ko고슴도치 hiसाही bnসজারু eserizo deigel frhérisson ptouriço arقنفذ
noun scarf zh围巾 jaマフラー ko목도리 hiदुपट्टा bnওড়না esbufanda deschal frécharpe ptcachecol arوشاح
noun kite zh风筝 ja凧 ko연 hiपतंग bnঘুড়ি escometa dedrachenflieger frcerf-volant ptpipa arطائرة_ورقية
noun cow zh牛/奶牛 ja牛 ko소/젖소 hiगाय bnগরু/গাভী esvaca dekuh frvache ptvaca arبقرة
noun palm zh棕榈树 jaヤシ/椰子の木 ko야자수 hiताड़/नारियल_का_पेड़ bnতালগাছ/নারকেল_গাছ/কলা_গাছ/কলাগাছ espalmera depalme frpalmier ptpalmeira arنخلة
noun pillow zh枕头 ja枕/クッション ko베개 hiतकिया bnবালিশ esalmohada/cojín dekissen froreiller/coussin ptalmofada/travesseiro arوسادة
noun strawberry zh草莓 jaいちご/イチゴ/苺 ko딸기 hiस्ट्रॉबेरी bnস্ট্রবেরি esfresa deerdbeere/erdbeeren frfraise ptmorango arفراولة
noun ramen zh面/牛肉面/面条/拉面 jaラーメン/うどん/そば ko라면/국수 hiनूडल bnনুডলস esfideos/sopa denudeln/suppe frnouilles/soupe ptmacarrão/sopa arحساء/معكرونة
noun sushi zh寿司 ja寿司/すし ko초밥 essushi desushi frsushi ptsushi arسوشي
noun chopsticks zh筷子/一双筷子/双筷子 ja箸/お箸 ko젓가락 espalillos destäbchen frbaguettes_chinoises ptpauzinhos
noun plate zh盘子 ja皿/お皿 ko접시 hiथाली/प्लेट bnথালা/প্লেট esplato deteller frassiette ptprato arطبق/صحن
noun bowl zh碗/一碗 ja茶碗/丼 ko그릇 hiकटोरा bnবাটি escuenco/tazón deschüssel/schale frbol pttigela arوعاء
noun pizza zh披萨 jaピザ ko피자 hiपिज़्ज़ा bnপিজা espizza depizza frpizza ptpizza arبيتزا
noun egg zh鸡蛋/蛋 ja卵/たまご ko계란/달걀 hiअंडा bnডিম eshuevo deei frœuf ptovo arبيضة
noun icecream zh冰淇淋 jaアイスクリーム ko아이스크림 hiआइसक्रीम bnআইসক্রিম eshelado deeis/eiscreme frglace ptsorvete arآيس_كريم/مثلجات
noun watermelon zh西瓜 jaスイカ ko수박 hiतरबूज bnতরমুজ essandía dewassermelone frpastèque ptmelancia arبطيخ
noun banana zh香蕉 jaバナナ ko바나나 hiकेला/केले bnকলা esplátano/banana debanane frbanane ptbanana arموز/موزة
noun mouse zh老鼠 jaネズミ/ねずみ ko쥐 hiचूहा bnইঁদুর esratón demaus frsouris ptrato arفأر
noun sheep zh羊/绵羊 ja羊 ko양 hiभेड़ bnভেড়া esoveja/ovejas deschaf/schafe frmouton/moutons ptovelha/ovelhas arخروف
noun pig zh猪 ja豚 ko돼지 hiसूअर bnশূকর escerdo deschwein frcochon/porc ptporco
noun duck zh鸭子 jaアヒル/鴨 ko오리 hiबत्तख bnহাঁস espato deente frcanard ptpato arبطة
noun chicken zh鸡/公鸡 ja鶏/にわとり ko닭 hiमुर्गी/मुर्गा bnমুরগি/মোরগ esgallina/gallo dehuhn/hahn frpoule/coq ptgalinha/galo arدجاجة/ديك
noun monkey zh猴子 ja猿/サル ko원숭이 hiबंदर bnবানর esmono deaffe frsinge ptmacaco arقرد
noun panda zh熊猫 jaパンダ ko판다 espanda depanda frpanda ptpanda arباندا
noun peacock zh孔雀 ja孔雀 ko공작 hiमोर bnময়ূর espavo_real depfau frpaon ptpavão arطاووس
noun parrot zh鹦鹉 jaオウム ko앵무새 hiतोता bnটিয়া esloro depapagei frperroquet ptpapagaio arببغاء
noun turtle zh乌龟 ja亀/カメ ko거북이 hiकछुआ bnকচ্ছপ estortuga deschildkröte frtortue pttartaruga arسلحفاة
noun frog zh青蛙 jaカエル/蛙 ko개구리 hiमेंढक bnব্যাঙ esrana defrosch frgrenouille ptsapo/rã arضفدع
noun snail zh蜗牛 jaカタツムリ ko달팽이 hiघोंघा bnশামুক escaracol deschnecke frescargot ptcaracol
noun bee zh蜜蜂 ja蜂/ミツバチ ko벌 hiमधुमक्खी bnমৌমাছি esabeja debiene frabeille ptabelha arنحلة
noun wolf zh狼 ja狼/オオカミ ko늑대 hiभेड़िया bnনেকড়ে eslobo dewolf frloup ptlobo arذئب
noun deer zh鹿 ja鹿 ko사슴 hiहिरण bnহরিণ esciervo dehirsch/reh frcerf/biche ptveado arغزال
noun camel zh骆驼 jaラクダ ko낙타 hiऊँट/ऊंट bnউট escamello dekamel frchameau ptcamelo arجمل
noun mushroom zh蘑菇 jaキノコ/きのこ ko버섯 hiमशरूम bnমাশরুম esseta/hongo depilz/pilze frchampignon ptcogumelo arفطر
noun tulip zh郁金香 jaチューリップ ko튤립 hiट्यूलिप bnটিউলিপ estulipán/tulipanes detulpe/tulpen frtulipe pttulipa
noun lotus zh荷花/莲花 ja蓮 ko연꽃 hiकमल bnপদ্ম/শাপলা esloto delotus/seerose frlotus ptlótus arلوتس
noun cactus zh仙人掌 jaサボテン ko선인장 hiकैक्टस escactus dekaktus frcactus ptcacto arصبار
noun bamboo zh竹子/竹 ja竹 ko대나무 hiबांस bnবাঁশ esbambú debambus frbambou ptbambu
noun table zh桌子 ja机/テーブル ko책상/탁자 hiमेज़/मेज bnটেবিল esmesa detisch frtable ptmesa arطاولة
noun sofa zh沙发 jaソファ ko소파 hiसोफ़ा bnসোফা essofá desofa frcanapé ptsofá arأريكة
noun bed zh床 jaベッド ko침대 hiबिस्तर bnবিছানা/খাট escama debett frlit ptcama arسرير
noun clock zh钟/时钟 ja時計 ko시계 hiघड़ी bnঘড়ি esreloj deuhr frhorloge/montre ptrelógio arساعة
noun hat zh帽子 ja帽子 ko모자 hiटोपी bnটুপি essombrero dehut frchapeau ptchapéu arقبعة
noun ball zh球 jaボール ko공 hiगेंद bnবল espelota/balón deball frballon/balle ptbola arكرة
noun party_balloon zh气球 ja風船 ko풍선 hiगुब्बारा bnবেলুন esglobo/globos deluftballon/luftballons frballon_de_baudruche ptbalão arبالون
noun lantern zh灯笼 ja提灯/ランタン ko등불 hiलालटेन bnলণ্ঠন esfarol delaterne frlanterne ptlanterna arفانوس
noun candle zh蜡烛 jaろうそく/キャンドル ko촛불/양초 hiमोमबत्ती/दीया bnমোমবাতি esvela dekerze/kerzen frbougie ptvela arشمعة
noun crown zh皇冠/王冠 ja王冠 ko왕관 hiमुकुट bnমুকুট escorona dekrone frcouronne ptcoroa arتاج
noun shoe zh鞋/鞋子/运动鞋 ja靴/スニーカー ko신발/운동화 hiजूता/जूते bnজুতা eszapato/zapatos/zapatillas deschuh/schuhe frchaussure/chaussures ptsapato/tênis arحذاء
noun phone zh手机 ja電話/スマホ ko전화기/휴대폰 hiफ़ोन bnফোন esteléfono detelefon/handy frtéléphone pttelefone arهاتف
noun camera zh相机 jaカメラ ko카메라 hiकैमरा bnক্যামেরা escámara dekamera frappareil_photo ptcâmera arكاميرا
noun perfume zh香水 ja香水 ko향수 hiइत्र bnসুগন্ধি esperfume deparfüm frparfum ptperfume arعطر
noun teapot zh茶壶 ja急須/ティーポット ko찻주전자 hiचायदानी estetera deteekanne frthéière ptbule arإبريق
noun piano zh钢琴 jaピアノ ko피아노 hiपियानो bnপিয়ানো espiano deklavier frpiano ptpiano arبيانو
noun drum zh鼓 ja太鼓 ko북 hiढोल/तबला bnঢোল/তবলা estambor detrommel frtambour pttambor arطبل
noun bus zh公交车/巴士 jaバス ko버스 hiबस bnবাস esautobús debus frautobus ptônibus arحافلة
noun ship zh轮船/大船 ja客船 ko여객선 hiजहाज bnজাহাজ esnavío deschiff frnavire/paquebot ptnavio arسفينة
noun rowboat zh木船 ja小舟 ko나룻배
noun balloon_air zh热气球 ja気球 ko열기구 hiगर्म_हवा_का_गुब्बारा esglobo_aerostático deheißluftballon frmontgolfière ptbalão_de_ar_quente arمنطاد
noun tent zh帐篷 jaテント ko텐트 hiतंबू bnতাঁবু estienda_de_campaña dezelt frtente pttenda arخيمة
noun campfire zh篝火 ja焚き火 ko모닥불 hiआग esfogata/hoguera delagerfeuer frfeu_de_camp ptfogueira
noun windmill zh风车 ja風車 ko풍차 hiपवनचक्की esmolino dewindmühle frmoulin ptmoinho
noun mosque zh清真寺 jaモスク hiमस्जिद bnমসজিদ esmezquita demoschee frmosquée ptmesquita arمسجد
noun church zh教堂 ja教会 ko교회 hiगिरजाघर bnগির্জা esiglesia dekirche fréglise ptigreja arكنيسة
noun shop zh咖啡馆/商店/面包店 jaカフェ/店 ko가게/카페 hiदुकान bnদোকান estienda/cafetería/panadería deladen/bäckerei frboutique/boulangerie ptloja/padaria arمتجر/مقهى
noun cloud zh云/云朵 ja雲 ko구름 hiबादल bnমেঘ esnube/nubes dewolke/wolken frnuage/nuages ptnuvem/nuvens arغيمة/سحابة
noun waterfall zh瀑布 ja滝 ko폭포 hiझरना bnঝর্ণা/জলপ্রপাত escascada/catarata dewasserfall frcascade ptcachoeira/cascata arشلال
noun volcano zh火山 ja火山 ko화산 hiज्वालामुखी bnআগ্নেয়গিরি esvolcán devulkan frvolcan ptvulcão arبركان
noun snowman zh雪人 ja雪だるま ko눈사람 esmuñeco_de_nieve deschneemann frbonhomme_de_neige ptboneco_de_neige
noun dinosaur zh恐龙 ja恐竜 ko공룡 hiडायनासोर bnডাইনোসর esdinosaurio dedinosaurier frdinosaure ptdinossauro arديناصور
noun farmer zh农民 ja農夫 ko농부 hiकिसान bnকৃষক esgranjero/campesino debauer frfermier/paysan ptfazendeiro arمزارع
noun chef zh厨师 jaシェフ/料理人 ko요리사 hiरसोइया bnরাঁধুনি eschef/cocinero dekoch frcuisinier ptcozinheiro arطباخ
noun doctor zh医生 ja医者 ko의사 hiडॉक्टर bnডাক্তার esmédico/doctora dearzt frmédecin ptmédico arطبيب
noun wizard zh巫师/女巫 ja魔法使い/魔女 ko마법사/마녀 hiजादूगर bnজাদুকর esmago/bruja dezauberer/hexe frmagicien/sorcière ptmago/bruxa arساحر
noun knight zh骑士/武士 ja騎士/侍 ko기사 hiयोद्धा bnযোদ্ধা escaballero deritter frchevalier ptcavaleiro arفارس
noun pirate zh海盗 ja海賊 ko해적 espirata depirat frpirate ptpirata arقرصان
layout product zh产品照 ja商品写真 ko제품_사진 esfoto_de_producto deproduktfoto frphoto_de_produit ptfoto_de_produto
layout logo zh标志/徽标 jaロゴ ko로고 hiलोगो bnলোগো eslogotipo delogo frlogo ptlogotipo arشعار
layout comic zh漫画 ja漫画/マンガ ko만화 hiकॉमिक bnকমিক eshistorieta/cómic decomic frbande_dessinée pttirinha/quadrinhos
layout map zh地图 ja地図 ko지도 hiनक्शा bnমানচিত্র esmapa dekarte/landkarte frcarte ptmapa arخريطة
place window zh窗户/窗外/窗 ja窓/窓辺 ko창문/창가 hiखिड़की bnজানালা esventana defenster frfenêtre ptjanela arنافذة/بجانب_النافذة
place table zh木桌/桌上/餐桌 ja食卓 ko식탁
place meadow zh田 ja野原/畑 ko밭 esprado deacker
style illustration zh插画/绘本 ja絵本/イラスト ko그림책 hiचित्र_पुस्तक eslibro_infantil/ilustración dekinderbuch/bilderbuch frlivre_pour_enfants/livre_pour_enfant ptlivro_infantil arكتاب_أطفال
mood winter zh安静/宁静 ja静か/静かな ko조용한/고요한 hiशांत bnশান্ত estranquilo/tranquila deruhig/ruhige frcalme pttranquilo/calma arهادئ
mood golden zh温馨/温暖 ja暖かい/温かい ko따뜻한 hiगर्म esacogedor/cálido degemütlich/warm frchaleureux ptaconchegante arدافئ
mood candy zh可爱/快乐 ja可愛い/かわいい/楽しい ko귀여운 hiप्यारा/प्यारी bnসুন্দর esalegre/divertido/adorable defröhlich/niedlich/süß frmignon/joyeux ptfofo/alegre arلطيف/سعيد
mood rust zh复古 jaレトロ ko빈티지 esantiguo/vintage/retro dealt/alte francien/rétro ptantigo/retrô
colour grey zh灰/灰色 ja灰色/グレー ko회색 hiस्लेटी bnধূসর esgris degrau/graue/grauer/graues/grauen frgris/grise ptcinza arرمادي/رمادية
colour orange arبرتقالية
colour sky-blue zh浅蓝 ja水色 ko하늘색 hiआसमानी bnআকাশি esceleste dehellblau frbleu_clair ptazul-claro
time day zh下午/中午/白天 ja昼/午後 ko낮/오후 hiदोपहर/दिन bnবিকেল/দুপুর estarde/mediodía denachmittag/mittag frmidi/après-midi pttarde/meio-dia arظهر/نهار
pose sleep arنائمة
pose read zh读书/看书 ja読書/本を読む ko읽는 hiपढ़ता/पढ़ती bnপড়ছে esleyendo deliest/lesend frlisant ptlendo arيقرأ/تقرأ
pose fly zh飞翔/飞 ja飛ぶ/飛んでいる ko나는 hiउड़ता/उड़ती bnউড়ছে esvolando defliegt/fliegend frvolant ptvoando arيطير
pose dance zh跳舞 ja踊る/踊っている ko춤추는 hiनाचता/नाचती bnনাচছে esbailando detanzt/tanzend frdansant ptdançando arيرقص
look old esvieja/viejo deopa/oma frvieux/vieille ptvelho/velha arعجوز
look beard zh胡子 ja髭/ひげ ko수염 hiदाढ़ी bnদাড়ি esbarba debart frbarbe ptbarba arلحية
look redhair zh红发 ja赤毛
ignore - zh外/的话 ja外 ko송이/마리/그리고 bnআর/একটা frqui/pour ptque/para/a
relation beside zh旁边/旁 ko옆의/옆 arبجانب
size 1.45 esgran frgrand
count 2 zh一双
ambient sky zh天空 ja空/大空 ko하늘 hiआसमान bnআকাশ/আকাশে escielo dehimmel frciel ptcéu arالسماء
negation no zh没有 essin deohne/kein/keine frsans ptsem arبدون
noun tram zh电车 ja路面電車 ko전차 hiट्राम bnট্রাম estranvía destraßenbahn frtramway ptbonde arترام
noun cabin zh木屋/小木屋 ja小屋/山小屋 ko오두막 hiझोपड़ी bnকুঁড়েঘর escabaña dehütte/blockhütte/holzhütte frcabane/chalet ptcabana arكوخ
place mountains zh雪山 ja雪山
position back zh背景 ja背景 ko배경
post on zh上/上面/上的 ja上/の上 ko위/위에/위의 hiपर/ऊपर bnউপর/উপরে
post under zh下/下面/下的 ja下/の下 ko아래/아래의/밑/밑에 hiनीचे bnনিচে/নীচে
post in zh里/里面/中 ja中/の中 ko안/안에/안의/속에 hiमें/अंदर bnমধ্যে/ভিতরে
post behind zh后面/背后 ja後ろ/の後ろ ko뒤/뒤에/뒤의 hiपीछे bnপিছনে/পেছনে
post before zh前/前面 ja前/の前 ko앞/앞에/앞의 hiसामने bnসামনে
role speech zh气泡/对话框 ja吹き出し/ふきだし ko말풍선 hiकहता bnবলছে esbocadillo desprechblase frbulle ptbalão_de_fala
role title zh标题 jaタイトル ko제목 hiशीर्षक bnশিরোনাম estítulo/texto detitel/text frtitre/texte pttítulo/texto arعنوان
layout sign zh招牌/木牌 ja看板 ko간판/표지판 hiसाइनबोर्ड/बोर्ड bnসাইনবোর্ড esletrero/rótulo deschild frpanneau/enseigne ptplaca/letreiro arلافتة
material wood zh木/木制 ja木製 ko나무로_된 hiलकड़ी bnকাঠের esmadera dehölzern frbois ptmadeira arخشبي/خشبية
material ceramic zh陶瓷/瓷 ja陶器 ko도자기 escerámica dekeramik frcéramique ptcerâmica
noun cup zh茶杯/杯 ja湯のみ ko찻잔
noun blossom ja桜の木/桜の花 ko벚나무
noun island zh岛/小岛 ja島 ko섬 hiद्वीप bnদ্বীপ esisla deinsel frîle ptilha arجزيرة
noun palm arنخيل/نخلة
noun wave zh海浪/波浪 ja波 ko파도 hiलहर bnঢেউ esola/olas dewelle/wellen frvague/vagues ptonda/ondas arأمواج
noun cliff zh悬崖 ja崖 ko절벽 esacantilado deklippe frfalaise ptpenhasco/falésia
noun bathtub zh浴缸 ja浴槽 ko욕조 esbañera debadewanne frbaignoire ptbanheira
layout interior zh浴室/卧室/厨房/客厅 ja寝室/台所/居間 ko침실/부엌/거실 esbaño/dormitorio debad/badezimmer/schlafzimmer/wohnzimmer frsalle_de_bain/salle_de_bains/salon ptbanheiro/sala arمطبخ
weather cloudy zh多云 ja曇り ko흐린 hiबादलों_भरा esnublado/nublada debewölkt frnuageux ptnublado/nublada arغائم
colour navy frbleu_nuit/bleu_marine esazul_marino dedunkelblau/nachtblau ptazul-marinho/azul_marinho ja紺/紺色 zh深蓝 ko남색
pose read frqui_lit
relation in ptnum/numa
noun mask zh面具 ja仮面 ko가면 esmáscara demaske frmasque ptmáscara arقناع
mood storm detraurig/düster estriste frtriste pttriste zh悲伤 ja悲しい
mood rose ja優しい雰囲気/優しい zh柔和 ko부드러운
layout poster detheaterstück
"""
