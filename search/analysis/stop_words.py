"""Words that say too little to be looked for, by language; a query of nothing else still looks for them."""

_EN = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how i if in into is it its itself just me more most my no nor not of off on once only or other
our ours out over own same she should so some such than that the their theirs them then there these they this
those through to too under until up upon very was we were what when where which while who whom why will with
would you your yours
"""

_FR = """
à afin ai ainsi alors après as au aucun aussi autre autres aux avait avant avec avoir c car ce ceci cela celle
celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des donc dont du elle elles en
encore entre es est et étaient était été être eu eux fait font furent hors il ils j je jusque l la là le les
leur leurs lors lorsque lui m ma mais me même mêmes mes moi moins mon n ne ni nos notre nous on ont ou où par
parce pas peu plus pour pourquoi qu quand que quel quelle quelles quels qui s sa sans se sera ses si son sont
sous sur t ta tandis te tes toi ton tous tout toute toutes très tu un une vers voici vos votre vous y
"""

_ES = """
a al algo algunas algunos ante antes aquel aquella aquellas aquellos aquí así aún aunque bajo bien cada como
cómo con contra cual cuál cuales cuando cuándo de del desde donde dónde dos durante e el él ella ellas ellos
en entre era eran es esa esas ese eso esos esta está estaba están estas este esto estos fue fueron ha había
han hasta hay la las le les lo los más me mi mis mientras mismo muy nada ni no nos nosotros nuestra nuestras
nuestro nuestros o os otra otras otro otros para pero poco por porque pues que qué quien quién quienes se sea
ser si sí sin sino sobre son su sus también tan tanto te tiene tienen todo toda todas todos tu tus u un una
unas uno unos usted ustedes y ya yo
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_EN.split()),
    "fr": frozenset(_FR.split()),
    "es": frozenset(_ES.split()),
    "und": frozenset(),
}
