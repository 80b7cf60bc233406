#include "jsonata/evaluated.hpp"

namespace spotdrill::jsonata {
namespace {

TEST(JsonataPath, NamesGoFromObjectToObject) {
  expect_all({{"Account.Name", "\"Firefly\""},
              {"`a b`.c", "1"},
              {"\"a b\".c", "1"},
              {"$.\"a b\".c", "1"},
              {"Account.nothing.more", "nothing"},
              {"nil", "null"},
              {"$$.flag", "true"},
              {"$", text_of(orders())}},
             orders());
}

TEST(JsonataPath, ArraysAreFlattenedAndOneResultIsThatResult) {
  expect_all({{"Account.Order.Product.Name", R"(["Hat","Cloak","Hat"])"},
              {"Account.Order.OrderID[0]", R"(["o1","o2"])"},
              {"(Account.Order.OrderID)[0]", "\"o1\""},
              {"Account.Order[-1].OrderID", "\"o2\""},
              {"Account.Order[[0..1]].OrderID", R"(["o1","o2"])"},
              {"one", "[7]"},
              {"one.$", "7"},
              {"none", "[]"},
              {"none.x", "nothing"},
              {"nested", "[[1,2],[3]]"},
              {"nested[0]", "[1,2]"},
              {"nested.$", "[1,2,3]"},
              {"nested.[$]", "[[1,2],[3]]"},
              {"Account.Order.Product.Colours", R"(["red","blue"])"}},
             orders());
}

TEST(JsonataPath, EmptyBracketsKeepTheArray) {
  expect_all({{"Account.Name[]", R"(["Firefly"])"},
              {"Account.Order[OrderID='o1'][].OrderID", R"(["o1"])"},
              {"Account[].Order[0].OrderID", R"(["o1"])"},
              {"nothing[]", "nothing"}},
             orders());
}

TEST(JsonataPath, PredicatesFilterByTruthAndByPlace) {
  expect_all({{"Account.Order.Product[Price > 100].Name", "\"Cloak\""},
              {"Account.Order.Product[SKU = 'h' and Quantity > 2].Quantity", "4"},
              {"Account.Order.Product[$contains(Name, 'a')].SKU", R"(["h","c","h"])"},
              {"numbers[$ < 0]", "-3"},
              {"numbers[1.9]", "2.5"},
              {"numbers[7]", "nothing"},
              {"numbers[[0, -1]]", "[1,-3]"},
              {"Account.Order.Product[Colours].Name", "\"Hat\""}},
             orders());
}

TEST(JsonataPath, WildcardsAndDescendants) {
  expect_all({{"Account.Order[0].Product[0].*", R"(["Hat","h",34.45,2,"red","blue"])"},
              {"*.Name", "\"Firefly\""},
              {"**.SKU", R"(["h","c","h"])"},
              {"**.Quantity ~> $sum", "7"},
              {"`a b`.*", "1"}},
             orders());
}

TEST(JsonataPath, TheParentIsFoundAcrossSteps) {
  expect_all({{"Account.Order.Product.{'n': Name, 'o': %.OrderID}[1]", R"({"n":"Cloak","o":"o1"})"},
              {"Account.Order.Product.(%.%.Name)", R"(["Firefly","Firefly","Firefly"])"},
              {"Account.Order.Product[%.OrderID = 'o2'].Quantity", "4"},
              {"Account.Order.Product^(>%.OrderID).Quantity", "[4,2,1]"},
              {"%.Name",
               "S0217 at 0: The object representing the 'parent' cannot be derived from "
               "this expression"}},
             orders());
}

TEST(JsonataPath, FocusAndIndexAreBoundForLaterSteps) {
  expect_all({{"Account.Order@$o.Product.SKU", "nothing"},
              {"Account.Order@$o.$o.Product@$p.{'o': $o.OrderID, 's': $p.SKU}",
               R"([{"o":"o1","s":"h"},{"o":"o1","s":"c"},{"o":"o2","s":"h"}])"},
              {"Account.Order#$i.Product.{'i': $i, 'n': Name}[1]", R"({"i":0,"n":"Cloak"})"},
              {"Account.Order.Product#$i[$i = 1].Name", "\"Cloak\""},
              {"Account.Order.Product[SKU='h']#$i.($i & Name)", R"(["0Hat","1Hat"])"}},
             orders());
}

TEST(JsonataPath, OrderBySortsStablyByItsTerms) {
  expect_all({{"Account.Order.Product^(Price).SKU", R"(["h","h","c"])"},
              {"Account.Order.Product^(>Price, <Quantity).Quantity", "[1,2,4]"},
              {"Account.Order.Product^(Name, >Quantity).Quantity", "[1,4,2]"},
              {"Account.Order.Product^(Colours[0]).Quantity", "[2,1,4]"},
              {"Account.Order^(Product)",
               "T2008 at 14: The expressions within an order-by clause must evaluate to numeric or "
               "string values"},
              {"Account.Order.Product^(Quantity = 1 ? 'a' : 1)",
               "T2007 at 22: Type mismatch when comparing values \"a\" and 1 in order-by clause"}},
             orders());
}

TEST(JsonataPath, GroupByGathersValuesOfOneKey) {
  expect_all(
      {{"Account.Order.Product{SKU: Quantity}", R"({"h":[2,4],"c":1})"},
       {"Account.Order.Product{SKU: $sum($.(Quantity * 2))}", R"({"h":12,"c":2})"},
       {"Account.Order.Product{Name: $count($), SKU: 1}", R"({"Hat":2,"h":1,"Cloak":1,"c":1})"},
       {"Account.Order#$i.Product{SKU: $i}", R"({"h":[0,1],"c":0})"},
       {"{'a': 1, 'b': nothing}", R"({"a":1})"},
       {"{'b': 1, '2': 2, '10': 3, 'a': 4}", R"({"2":2,"10":3,"b":1,"a":4})"},
       {"{1: 2}", "T1003 at 1: Key in object structure must evaluate to a string; got: 1"},
       {"Account.Order{'a': 1, $string('a'): 2}",
        "D1009 at 14: Multiple key definitions evaluate to same key: \"a\""}},
      orders());
}

TEST(JsonataPath, ConstructorsMakeOneValueForEachContext) {
  expect_all({{"Account.Order.[OrderID, $count(Product)]", R"([["o1",2],["o2",1]])"},
              {"[1..3, 5]", "[1,2,3,5]"},
              {"[nothing, none, nil]", "[null]"},
              {"[[1, 2], numbers]", "[[1,2],1,2.5,-3]"},
              {"[3..1]", "[]"},
              {"[]", "[]"}},
             orders());
}

TEST(JsonataPath, AnInputThatIsAnArrayIsOneItem) {
  const json::value input = *parse_json(R"([{"a": 1}, {"a": 2}])");
  expect_all({{"a", "[1,2]"},
              {"$[0]", R"({"a":1})"},
              {"$.a", "[1,2]"},
              {"$count($)", "2"},
              {"*.a", "[1,2]"},
              {"$string($)", R"("[{\"a\":1},{\"a\":2}]")"}},
             input);
}

}  // namespace
}  // namespace spotdrill::jsonata
