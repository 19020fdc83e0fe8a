# The latest warnings as an Atom feed; each entry leads to its CAP document
curl --fail --silent --compressed 'http://localhost:3000/cap'
