#include "asl/payload.hpp"

#include <gtest/gtest.h>

#include "asl/bounds.hpp"

namespace spotdrill::asl {
namespace {

std::string rewritten(std::string_view text) {
  return write_json(*parse_json(text));
}

TEST(PayloadTest, TextIsKeptAsItCame) {
  const auto payload = Payload::parse(" {\"b\" : 1.50, \"a\":\"\\u00e4\"} ");
  ASSERT_TRUE(payload.has_value());
  EXPECT_EQ(*payload->text(), " {\"b\" : 1.50, \"a\":\"\\u00e4\"} ");
  EXPECT_EQ(payload->value().at("b"), 1.5);
}

TEST(PayloadTest, WhatIsNoJsonIsRefused) {
  EXPECT_FALSE(Payload::parse("{").has_value());
  EXPECT_FALSE(Payload::parse("").has_value());
  EXPECT_FALSE(Payload::parse(std::string(1'000, '[') + std::string(1'000, ']')).has_value());
}

TEST(PayloadTest, NothingGivenIsAnEmptyObject) {
  EXPECT_EQ(*Payload{}.text(), "{}");
  EXPECT_EQ(Payload{}.size(), 2U);
}

TEST(PayloadTest, TextAndValueAreMadeOfEachOtherWhenAskedFor) {
  EXPECT_EQ(*Payload::of(json::value{{"a", 1}}).text(), R"({"a":1})");
  EXPECT_EQ(Payload::of_text(make_text(" [1] ")).value(), json::value(json::array{1}));
}

TEST(PayloadTest, ACopySharesTheText) {
  const Payload payload = Payload::of(json::value("long"));
  const Payload copy = payload;
  EXPECT_EQ(copy.text().get(), payload.text().get());
}

TEST(PayloadTest, SizeIsInBytesOfUtf8) {
  EXPECT_EQ(Payload::of(json::value("ä")).size(), 4U);
}

TEST(WriteJsonTest, MembersKeepTheirOrderAndNothingStandsBetween) {
  EXPECT_EQ(rewritten(R"( { "b" : [ 1 , null , true , false ] , "a" : { } , "c" : [ ] } )"),
            R"({"b":[1,null,true,false],"a":{},"c":[]})");
}

TEST(WriteJsonTest, NumbersAreJavas) {
  EXPECT_EQ(rewritten("[1.0,1e10,1.5e-5,0.1,100.25,1e7,9999999.0,0.001,0.00099]"),
            "[1.0,1.0E10,1.5E-5,0.1,100.25,1.0E7,9999999.0,0.001,9.9E-4]");
  EXPECT_EQ(
      rewritten("[-0.0,-2.5,1.7976931348623157e308,2.2250738585072014e-308,123456.789,1234567.0]"),
      "[-0.0,-2.5,1.7976931348623157E308,2.2250738585072014E-308,123456.789,1234567.0]");
  EXPECT_EQ(rewritten("[0,-1,9223372036854775807,18446744073709551615]"),
            "[0,-1,9223372036854775807,18446744073709551615]");
}

TEST(WriteJsonTest, OnlyWhatMustBeIsEscaped) {
  EXPECT_EQ(rewritten(R"("\"\\\/\b\f\n\r\t\u0001\u001f\u007fä€😀")"),
            "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001F\x7Fä€😀\"");
}

TEST(WriteJsonTest, TheDeepestValueThatIsReadIsWritten) {
  const std::string deepest = std::string(256, '[') + std::string(256, ']');
  EXPECT_EQ(rewritten(deepest), deepest);
  EXPECT_FALSE(too_deep(*parse_json(deepest)));
  EXPECT_TRUE(too_deep(*parse_json(deepest), 1));
  EXPECT_FALSE(too_deep(json::value(1), 1'000));
}

}  // namespace
}  // namespace spotdrill::asl
