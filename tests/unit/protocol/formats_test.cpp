// The formats below the codecs: CBOR, XML, gzip, query strings, timestamps, UTF-8, headers.
#include <gtest/gtest.h>

#include <cmath>

#include "base/iso8601.hpp"
#include "protocol/cbor.hpp"
#include "protocol/gzip.hpp"
#include "protocol/http_message.hpp"
#include "protocol/json_walk.hpp"
#include "protocol/query.hpp"
#include "protocol/rest_json.hpp"
#include "protocol/timestamp.hpp"
#include "protocol/utf8.hpp"
#include "protocol/xml.hpp"

namespace spotdrill::protocol {
namespace {

using namespace std::string_literals;

TEST(Cbor, ReadsRfc8949Examples) {
  EXPECT_EQ(parse_cbor("\x18\x64"s)->as_int64(), 100);
  EXPECT_EQ(parse_cbor("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"s)->as_int64(), INT64_MAX);
  EXPECT_EQ(parse_cbor("\x39\x03\xe7"s)->as_int64(), -1000);
  EXPECT_EQ(parse_cbor("\xf9\x3e\x00"s)->as_double(), 1.5);
  EXPECT_EQ(parse_cbor("\xf9\x00\x01"s)->as_double(), 5.960464477539063e-8);
  EXPECT_TRUE(std::isinf(parse_cbor("\xf9\x7c\x00"s)->as_double()));
  EXPECT_EQ(parse_cbor("\xfa\x47\xc3\x50\x00"s)->as_double(), 100000.0);
  EXPECT_EQ(parse_cbor("\x7f\x65strea\x64ming\xff"s)->as_string(), "streaming");
  EXPECT_EQ(parse_cbor("\x9f\x01\x82\x02\x03\xff"s)->as_array().size(), 2U);
  EXPECT_EQ(parse_cbor("\xbf\x61\x61\x01\xff"s)->at("a").as_int64(), 1);
  EXPECT_EQ(parse_cbor("\xc1\x1a\x51\x4b\x67\xb0"s)->as_int64(), 1363896240);
  EXPECT_TRUE(parse_cbor("\xf7"s)->is_null());
}

TEST(Cbor, RefusesWhatIsMalformed) {
  for (const std::string& bytes :
       {""s, "\x61"s, "\x9b\xff\xff\xff\xff\xff\xff\xff\xff"s, "\x1c"s, "\xff"s, "\x61\xff"s,
        "\xa1\x01\x02"s, "\xc1\x61\x61"s, "\x01\x01"s, "\xf8\x20"s, "\x5f\x61\x61\xff"s}) {
    EXPECT_FALSE(parse_cbor(bytes).has_value()) << bytes.size();
  }
  EXPECT_FALSE(parse_cbor(std::string(100'000, '\x81')).has_value());
  EXPECT_FALSE(parse_cbor(std::string(100'000, '\xc1')).has_value());
}

TEST(Xml, ReadsElementsTextAndReferences) {
  const auto root = parse_xml(
      "\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- c --><a:r xmlns:a='x'>t&lt;&#x41;&#66;<b/>"
      "<![CDATA[<&]]><c d=\"e>\">f</c></a:r>\n");
  ASSERT_TRUE(root.has_value()) << root.error();
  EXPECT_EQ(root->name, "r");
  EXPECT_EQ(root->text, "t<AB<&");
  EXPECT_EQ(root->child("c")->text, "f");
  EXPECT_NE(root->child("b"), nullptr);
}

TEST(Xml, RefusesWhatIsMalformedOrDangerous) {
  for (const std::string& text :
       {""s, "<a>"s, "<a></b>"s, "<a/><b/>"s, "<!DOCTYPE a><a/>"s, "<a>&x;</a>"s, "<a>&#0;</a>"s,
        "<a>&#xD800;</a>"s, "<a b></a>"s, "<a>\xff</a>"s, "<a>&amp</a>"s, "<></>"s}) {
    EXPECT_FALSE(parse_xml(text).has_value()) << text;
  }
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";
  EXPECT_FALSE(parse_xml(deep).has_value());
}

TEST(Xml, WritesNothingThatParsersRefuse) {
  std::string out;
  append_xml_text(out, "a\x01\x1b[0m\xff<ü>\t\n");
  EXPECT_EQ(out, "a\uFFFD\uFFFD[0m\uFFFD&lt;ü&gt;\t\n");
  EXPECT_TRUE(parse_xml("<a>" + out + "</a>").has_value());
}

// Goal: what is written in blocks is the same wherever a block ends.
TEST(Xml, WritesTextOfAnyLength) {
  for (std::size_t length = 8180; length < 8200; ++length) {
    const std::string plain(length, 'x');
    std::string out = "<a>";
    append_xml_text(out, plain + "<ü&" + plain + plain);
    const auto root = parse_xml(out + "</a>");
    ASSERT_TRUE(root.has_value()) << root.error();
    EXPECT_EQ(root->text, plain + "<ü&" + plain + plain);
  }
}

TEST(Gzip, UnpacksWhatItPacks) {
  const std::string text(100'000, 'x');
  EXPECT_EQ(gunzip(gzip(text)), text);
  EXPECT_EQ(gunzip(gzip("")), "");
}

TEST(Gzip, RefusesBombsAndFragments) {
  const std::string packed = gzip(std::string(1'000'000, '\0'));
  EXPECT_LT(packed.size(), 2000U);
  EXPECT_FALSE(gunzip(packed, 999'999).has_value());
  EXPECT_TRUE(gunzip(packed, 1'000'000).has_value());
  EXPECT_FALSE(gunzip(packed.substr(0, packed.size() / 2)).has_value());
  EXPECT_FALSE(gunzip("not gzip").has_value());
  EXPECT_FALSE(gunzip(packed + "more").has_value());
}

TEST(Gzip, BodiesAreUnpackedAsTheirHeaderSays) {
  HttpRequest request;
  request.headers.add("content-encoding", "gzip");
  request.body = gzip("text");
  EXPECT_FALSE(decode_body(request).has_value());
  EXPECT_EQ(request.body, "text");
  EXPECT_FALSE(request.headers.contains("Content-Encoding"));
  request.headers.add("Content-Encoding", "br");
  EXPECT_EQ(decode_body(request)->code, "SerializationException");
}

TEST(Query, DecodesFormsAndRefusesBrokenOnes) {
  EXPECT_EQ(*percent_decode("a%20b+c", true), "a b c");
  EXPECT_EQ(*percent_decode("a+c", false), "a+c");
  EXPECT_FALSE(percent_decode("%4", true).has_value());
  EXPECT_FALSE(percent_decode("%g0", true).has_value());
  EXPECT_FALSE(parse_pairs("a=%ff").has_value());
  EXPECT_EQ(parse_pairs("a&b=&=c&&d=e=f")->size(), 4U);
  EXPECT_EQ(percent_encode("a b/~ü"), "a%20b%2F~%C3%BC");
}

TEST(Query, IsBounded) {
  std::string many;
  for (std::size_t i = 0; i <= query_parameters_max; ++i) many += "a=1&";
  EXPECT_FALSE(parse_pairs(many).has_value());
  std::string deep = "a";
  for (std::size_t i = 0; i <= query_depth_max; ++i) deep += ".a";
  EXPECT_FALSE(to_tree({{deep, ""}}).has_value());
  EXPECT_TRUE(to_tree({{"...", ""}}).has_value());
}

TEST(MatchUri, BindsLabels) {
  EXPECT_EQ(match_uri("/actions/{id}", "/actions/aws%3Aec2%3Astop")->at("id"), "aws:ec2:stop");
  EXPECT_EQ(match_uri("/t/{a}/x/{b}", "/t/1/x/2%2F3")->at("b"), "2/3");
  EXPECT_EQ(match_uri("/t/{a+}", "/t/1/2")->at("a"), "1/2");
  EXPECT_TRUE(match_uri("/experiments", "/experiments").has_value());
  EXPECT_TRUE(match_uri("/experiments", "/experiments/").has_value());
  EXPECT_FALSE(match_uri("/experiments", "/experiments/x").has_value());
  EXPECT_FALSE(match_uri("/experiments/{id}", "/experiments").has_value());
  EXPECT_FALSE(match_uri("/experiments/{id}", "/experiments/").has_value());
  EXPECT_FALSE(match_uri("/experiments/{id}", "/experiments/%ff").has_value());
}

TEST(Timestamp, IsReadInEveryForm) {
  const Instant instant = parse_iso8601("2014-04-29T18:30:38Z").value();
  EXPECT_EQ(parse_timestamp("2014-04-29T18:30:38Z"), instant);
  EXPECT_EQ(parse_timestamp("Tue, 29 Apr 2014 18:30:38 GMT"), instant);
  EXPECT_EQ(parse_timestamp("1398796238"), instant);
  EXPECT_EQ(rfc822(instant), "Tue, 29 Apr 2014 18:30:38 GMT");
  EXPECT_FALSE(parse_timestamp("soon").has_value());
  EXPECT_FALSE(from_epoch_seconds(1e18).has_value());
  EXPECT_FALSE(from_epoch_seconds(NAN).has_value());
}

TEST(Utf8, KnowsItsLimits) {
  EXPECT_TRUE(is_utf8("aü世😀"));
  for (const std::string& bytes :
       {"\xc0\x80"s, "\xed\xa0\x80"s, "\xf4\x90\x80\x80"s, "\x80"s, "\xe4\xb8"s, "\xff"s}) {
    EXPECT_FALSE(is_utf8(bytes));
  }
}

TEST(Headers, AreFoundWithoutRegardToCase) {
  Headers headers{{"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(headers.get("x-A"), "1");
  EXPECT_EQ(headers.joined("X-a"), "1,2");
  headers.set("x-a", "3");
  EXPECT_EQ(headers.size(), 1U);
  EXPECT_EQ(path_of("/a?b=c"), "/a");
  EXPECT_EQ(query_of("/a?b=c"), "b=c");
}

TEST(JsonText, KeepsDoublesApartFromIntegers) {
  std::string out;
  append_json(out, json::value(json::array{1, 2.0, 1e300, -0.5, true, nullptr, "a\x01\"\\"}));
  EXPECT_EQ(out, R"([1,2.0,1e+300,-0.5,true,null,"a\u0001\"\\"])");
}

}  // namespace
}  // namespace spotdrill::protocol
