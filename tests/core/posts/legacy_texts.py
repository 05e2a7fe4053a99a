"""Short news in many languages, each in the legacy encodings it used to be written in."""

from __future__ import annotations

# Name of the case, its encoding, and a paragraph of text.
TEXTS: tuple[tuple[str, str, str], ...] = (
    (
        "French",
        "cp1252",
        (
            "Le conseil municipal a voté hier soir la réouverture du marché "
            "couvert. « Nous l’avons promis », a déclaré la maire, « et c’est chose "
            "faite. » Les travaux, commencés l’été dernier, ont coûté 1,2 million "
            "d’euros (1 200 000 €). Les commerçants espèrent qu’à Noël les allées "
            "seront déjà pleines : poissonnerie, fromagerie, boulangerie… Où se "
            "garer ? Un parking provisoire sera ouvert près de l’église."
        ),
    ),
    (
        "German",
        "cp1252",
        (
            "Der Gemeinderat hat gestern beschlossen, die Brücke über den Fluss für "
            "eine Woche zu sperren. „Wir müssen die Schäden prüfen“, sagte der "
            "Bürgermeister. Die Umleitung führt über die Königsstraße; für "
            "Fußgänger bleibt der Übergang geöffnet – außer am Donnerstag. Größere "
            "Fahrzeuge dürfen nicht über die Mühlgasse fahren. Die Kosten übernimmt "
            "das Land."
        ),
    ),
    (
        "Spanish",
        "cp1252",
        (
            "El ayuntamiento aprobó anoche la reapertura del mercado. «Lo habíamos "
            "prometido», señaló la alcaldesa. ¿Dónde aparcar? Se abrirá un "
            "estacionamiento provisional junto a la catedral. La mañana del sábado "
            "habrá música, niños y compañía; el año próximo, según el concejal, "
            "también un pequeño museo. ¡Qué alegría!"
        ),
    ),
    (
        "English",
        "cp1252",
        (
            "The council voted last night to reopen the covered market. “We "
            "promised it,” said the mayor, “and it’s done.” The work – begun last "
            "summer – cost £1.2 million. Traders hope that by Christmas the aisles "
            "will be full… A café is to follow, and there’s talk of a crèche. The "
            "bridge won’t close before March, the council’s engineer said."
        ),
    ),
    (
        "Portuguese",
        "cp1252",
        (
            "A câmara municipal aprovou ontem à noite a reabertura do mercado. “É "
            "uma promessa cumprida”, afirmou o presidente. As obras, que começaram "
            "no verão, custaram um milhão de euros. Não haverá estacionamento até "
            "março; a população deverá usar os transportes públicos. Amanhã será "
            "feita a apresentação das exposições."
        ),
    ),
    (
        "Swedish",
        "cp1252",
        (
            "Kommunfullmäktige beslutade i går kväll att öppna saluhallen igen. ”Vi "
            "har lovat det”, sade borgmästaren, ”och nu är det gjort.” Arbetet, som "
            "började förra sommaren, kostade en miljon kronor. Från måndag går "
            "färjan åter klockan nio. På lördag blir det även musik för både små "
            "och äldre."
        ),
    ),
    (
        "Italian",
        "cp1252",
        (
            "Il consiglio comunale ha deciso ieri sera la riapertura del mercato "
            "coperto. «L’abbiamo promesso», ha detto la sindaca, «ed è fatto». I "
            "lavori, cominciati l’estate scorsa, sono costati un milione di euro. "
            "Perché così tardi? Ci sarà più spazio per le famiglie e la città avrà "
            "anche un caffè."
        ),
    ),
    (
        "Polish",
        "cp1250",
        (
            "Rada miasta zdecydowała wczoraj wieczorem o ponownym otwarciu hali "
            "targowej. „Obiecaliśmy to”, powiedziała burmistrz, „i dotrzymaliśmy "
            "słowa”. Prace rozpoczęły się latem zeszłego roku i kosztowały milion "
            "złotych. Kupcy mają nadzieję, że przed świętami alejki będą pełne "
            "ludzi. Objazd prowadzi przez ulicę Świętokrzyską, a piesi mogą przejść "
            "mostem każdego dnia."
        ),
    ),
    (
        "Czech",
        "cp1250",
        (
            "Městská rada včera večer rozhodla o znovuotevření tržnice. „Slíbili "
            "jsme to,“ řekla starostka, „a je to hotovo.“ Práce začaly loni v létě "
            "a stály milion korun. Obchodníci doufají, že o Vánocích budou uličky "
            "plné lidí. Objížďka vede přes Žižkovu ulici; chodci mohou přes most "
            "každý den kromě čtvrtka."
        ),
    ),
    (
        "Hungarian",
        "cp1250",
        (
            "A városi tanács tegnap este úgy döntött, hogy újra megnyitja a "
            "piaccsarnokot. „Megígértük”, mondta a polgármester, „és meg is "
            "tettük.” A munkálatok tavaly nyáron kezdődtek, és egymillió forintba "
            "kerültek. A kereskedők remélik, hogy karácsonyra megtelnek a sorok. A "
            "gyalogosok továbbra is átkelhetnek a hídon, kivéve csütörtökön."
        ),
    ),
    (
        "Polish",
        "iso8859_2",
        (
            "Rada miasta zdecydowała wczoraj wieczorem o ponownym otwarciu hali "
            'targowej. "Obiecaliśmy to", powiedziała burmistrz, "i dotrzymaliśmy '
            'słowa". Prace rozpoczęły się latem zeszłego roku i kosztowały milion '
            "złotych. Kupcy mają nadzieję, że przed świętami alejki będą pełne "
            "ludzi. Objazd prowadzi przez ulicę Świętokrzyską, a piesi mogą przejść "
            "mostem każdego dnia."
        ),
    ),
    (
        "Russian",
        "cp1251",
        (
            "Городской совет вчера вечером решил вновь открыть крытый рынок. «Мы "
            "это обещали, – сказала мэр, – и мы это сделали». Работы начались "
            "прошлым летом и обошлись в миллион рублей. Торговцы надеются, что к "
            "Новому году ряды будут полны. Объезд проходит по улице Ленина, "
            "пешеходы могут переходить мост каждый день, кроме четверга."
        ),
    ),
    (
        "Ukrainian",
        "cp1251",
        (
            "Міська рада вчора ввечері вирішила знову відкрити критий ринок. «Ми це "
            "обіцяли, – сказала мер, – і ми це зробили». Роботи почалися минулого "
            "літа й коштували мільйон гривень. Торговці сподіваються, що до Різдва "
            "ряди будуть повні. Об’їзд проходить вулицею Шевченка, пішоходи можуть "
            "переходити міст щодня, крім четверга."
        ),
    ),
    (
        "Russian",
        "koi8_r",
        (
            'Городской совет вчера вечером решил вновь открыть крытый рынок. "Мы '
            'это обещали, - сказала мэр, - и мы это сделали". Работы начались '
            "прошлым летом и обошлись в миллион рублей. Торговцы надеются, что к "
            "Новому году ряды будут полны. Объезд проходит по улице Ленина, "
            "пешеходы могут переходить мост каждый день, кроме четверга."
        ),
    ),
    (
        "Russian",
        "cp866",
        (
            'Городской совет вчера вечером решил вновь открыть крытый рынок. "Мы '
            'это обещали, - сказала мэр, - и мы это сделали". Работы начались '
            "прошлым летом и обошлись в миллион рублей. Торговцы надеются, что к "
            "Новому году ряды будут полны. Объезд проходит по улице Ленина, "
            "пешеходы могут переходить мост каждый день, кроме четверга."
        ),
    ),
    (
        "Bulgarian",
        "cp1251",
        (
            "Общинският съвет реши снощи да отвори отново пазара. „Обещахме го“, "
            "каза кметът, „и го направихме.“ Работата започна миналото лято и "
            "струва милион лева. Търговците се надяват, че за Коледа пътеките ще "
            "бъдат пълни. Обходният път минава по улица Васил Левски."
        ),
    ),
    (
        "Greek",
        "cp1253",
        (
            "Το δημοτικό συμβούλιο αποφάσισε χθες το βράδυ να ανοίξει ξανά η "
            "σκεπαστή αγορά. «Το υποσχεθήκαμε», είπε η δήμαρχος, «και το κάναμε». "
            "Οι εργασίες άρχισαν πέρσι το καλοκαίρι και κόστισαν ένα εκατομμύριο "
            "ευρώ. Οι έμποροι ελπίζουν ότι τα Χριστούγεννα οι διάδρομοι θα είναι "
            "γεμάτοι."
        ),
    ),
    (
        "Greek",
        "iso8859_7",
        (
            "Το δημοτικό συμβούλιο αποφάσισε χθες το βράδυ να ανοίξει ξανά η "
            'σκεπαστή αγορά. "Το υποσχεθήκαμε", είπε η δήμαρχος, "και το κάναμε". '
            "Οι εργασίες άρχισαν πέρσι το καλοκαίρι και κόστισαν ένα εκατομμύριο "
            "ευρώ. Οι έμποροι ελπίζουν ότι τα Χριστούγεννα οι διάδρομοι θα είναι "
            "γεμάτοι."
        ),
    ),
    (
        "Turkish",
        "cp1254",
        (
            "Belediye meclisi dün akşam kapalı çarşının yeniden açılmasına karar "
            "verdi. “Söz vermiştik,” dedi belediye başkanı, “ve yaptık.” Geçen yaz "
            "başlayan çalışmalar bir milyon liraya mal oldu. Esnaf, yılbaşında "
            "koridorların dolacağını umuyor. Yayalar köprüden perşembe dışında her "
            "gün geçebilir; büyük araçlar ise Atatürk Caddesi’ni kullanmalı. "
            "Sığınak, ışık, çiğdem, göğüs."
        ),
    ),
    (
        "Arabic",
        "cp1256",
        (
            "قرر المجلس البلدي مساء أمس إعادة فتح السوق المسقوف. وقالت رئيسة "
            "البلدية: «لقد وعدنا بذلك، وقد فعلنا». بدأت الأعمال في الصيف الماضي "
            "وكلفت مليون دينار. ويأمل التجار أن تمتلئ الممرات قبل العيد. أما المشاة "
            "فيمكنهم عبور الجسر كل يوم ما عدا الخميس، ولن تغلق الطريق قبل شهر مارس."
        ),
    ),
    (
        "Arabic",
        "iso8859_6",
        (
            "قرر المجلس البلدي مساء أمس إعادة فتح السوق المسقوف. وقالت رئيسة "
            'البلدية: "لقد وعدنا بذلك، وقد فعلنا". بدأت الأعمال في الصيف الماضي '
            "وكلفت مليون دينار. ويأمل التجار أن تمتلئ الممرات قبل العيد. أما المشاة "
            "فيمكنهم عبور الجسر كل يوم ما عدا الخميس، ولن تغلق الطريق قبل شهر مارس."
        ),
    ),
    (
        "Persian",
        "cp1256",
        (
            "شوراي شهر ديشب تصميم گرفت بازار سرپوشيده را دوباره باز کند. شهردار "
            "گفت: «قول داده بوديم و انجام داديم.» کارها تابستان گذشته آغاز شد و يک "
            "ميليارد تومان هزينه داشت. پياده‌ها مي‌توانند هر روز از پل بگذرند."
        ),
    ),
    (
        "Hebrew",
        "cp1255",
        (
            'מועצת העיר החליטה אמש לפתוח מחדש את השוק המקורה. "הבטחנו וקיימנו", '
            "אמרה ראשת העיר. העבודות החלו בקיץ שעבר ועלו מיליון שקלים. הסוחרים "
            "מקווים שעד החגים יתמלאו המעברים. הולכי רגל יוכלו לעבור בגשר בכל יום "
            "חוץ מיום חמישי, והכביש לא ייסגר לפני מרץ."
        ),
    ),
    (
        "Japanese",
        "cp932",
        (
            "市議会は昨夜、屋根付き市場の再開を決定しました。「約束したことを果たしました」と"
            "市長は語りました。工事は昨年の夏に始まり、一億円かかりました。商店主たちは、クリ"
            "スマスまでに通路がいっぱいになることを期待しています。橋は木曜日を除いて毎日歩い"
            "て渡ることができます。"
        ),
    ),
    (
        "Japanese",
        "euc_jp",
        (
            "市議会は昨夜、屋根付き市場の再開を決定しました。「約束したことを果たしました」と"
            "市長は語りました。工事は昨年の夏に始まり、一億円かかりました。商店主たちは、クリ"
            "スマスまでに通路がいっぱいになることを期待しています。橋は木曜日を除いて毎日歩い"
            "て渡ることができます。"
        ),
    ),
    (
        "Chinese",
        "gb18030",
        (
            "市议会昨晚决定重新开放有盖市场。市长说：“我们承诺过，现在做到了。”工程从去年夏"
            "天开始，耗资一百万元。商户们希望圣诞节前走道能挤满人。除星期四外，行人每天都可以"
            "过桥，大型车辆必须绕行人民路。这座桥在三月之前不会关闭。"
        ),
    ),
    (
        "Taiwanese",
        "big5",
        (
            "市議會昨晚決定重新開放有蓋市場。市長說：「我們承諾過，現在做到了。」工程從去年夏"
            "天開始，耗資一百萬元。商戶們希望聖誕節前走道能擠滿人。除星期四外，行人每天都可以"
            "過橋，大型車輛必須繞行中山路。這座橋在三月之前不會關閉。"
        ),
    ),
    (
        "Korean",
        "cp949",
        (
            "시의회는 어젯밤 지붕 덮인 시장을 다시 열기로 결정했다. 시장"
            "은 “약속을 지켰다”고 말했다. 공사는 지난해 여름에 시작되어 "
            "십억 원이 들었다. 상인들은 성탄절까지 통로가 가득 차기를 바"
            "란다. 보행자는 목요일을 제외하고 매일 다리를 건널 수 있다."
        ),
    ),
    (
        "Lithuanian",
        "cp1257",
        (
            "Miesto taryba vakar vakare nusprendė vėl atidaryti dengtą turgų. „Mes "
            "tai pažadėjome“, sakė merė, „ir padarėme.“ Darbai prasidėjo praėjusią "
            "vasarą ir kainavo milijoną eurų. Prekybininkai tikisi, kad prieš "
            "Kalėdas praėjimai bus pilni žmonių. Pėstieji gali eiti tiltu kiekvieną "
            "dieną, išskyrus ketvirtadienį."
        ),
    ),
    (
        "Thai",
        "cp874",
        (
            "สภาเทศบาลมีมติเมื่อคืนนี้ให้เปิดตลาดในร่มอีกครั้ง นายกเทศมนตรีกล่าวว่า "
            "“เราสัญญาไว้และเราทำแล้ว” "
            "งานเริ่มเมื่อฤดูร้อนที่แล้วและใช้เงินหนึ่งล้านบาท "
            "พ่อค้าแม่ค้าหวังว่าทางเดินจะเต็มไปด้วยผู้คนก่อนปีใหม่"
        ),
    ),
    (
        "English, one sign",
        "cp1252",
        (
            "The council voted last night to reopen the market. It’s done. A plain "
            "sentence without any sign follows here. A plain sentence without any "
            "sign follows here. A plain sentence without any sign follows here. A "
            "plain sentence without any sign follows here."
        ),
    ),
    (
        "German, one letter",
        "cp1252",
        ("Am Montag fährt die Bahn wieder. Das sagte der Sprecher am Sonntag. Weiteres folgt."),
    ),
    (
        "Romanian",
        "cp1250",
        (
            "Consiliul local a hotărât aseară redeschiderea pieţei acoperite. „Am "
            "promis”, a spus primăriţa, „şi am făcut-o.” Lucrările au început vara "
            "trecută şi au costat un milion de lei. Comercianţii speră ca până la "
            "Crăciun culoarele să fie pline."
        ),
    ),
)
