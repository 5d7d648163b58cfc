# A made-up schema.json of `objects` custom objects with `fields` fields each: awk -v objects=N -v fields=N -f schema.awk
BEGIN {
  printf "{\"objects\": ["
  for (o = 0; o < objects; ++o) {
    name = sprintf("Made%05d__c", o)
    printf "%s{\"name\": \"%s\", \"label\": \"Made %d\", \"custom\": true, \"queryable\": true, \"fields\": [", o ? ",\n" : "", name, o
    printf "{\"name\": \"Id\", \"label\": \"Record ID\", \"type\": \"id\"}"
    for (f = 1; f < fields; ++f) {
      printf ", {\"name\": \"Field_%03d__c\", \"label\": \"Field %d of %s\", \"custom\": true, \"nillable\": true", f, f, name
      if (f % 4 == 0) printf ", \"type\": \"string\", \"length\": 255"
      if (f % 4 == 1) printf ", \"type\": \"double\", \"precision\": 18, \"scale\": 2"
      if (f % 4 == 2) printf ", \"type\": \"picklist\", \"picklistValues\": [{\"value\": \"A\", \"label\": \"First\", \"active\": true}, {\"value\": \"B\", \"label\": \"Second\", \"active\": true}]"
      if (f % 4 == 3) printf ", \"type\": \"reference\", \"referenceTo\": [\"Made00000__c\"]"
      printf "}"
    }
    printf "]}"
  }
  print "]}"
}
