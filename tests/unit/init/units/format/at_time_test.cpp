#include "init/units/format/at_time.hpp"

#include <gtest/gtest.h>

namespace spotdrill::init::units {
namespace {

constexpr std::time_t monday = 1'796'033'850;  // 2026-11-30 10:17:30.

std::string shown_moment(std::optional<std::time_t> moment) {
  if (!moment) return "unreadable";
  std::tm parts{};
  gmtime_r(&*moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%F %T", &parts);
  return text;
}

std::string at(std::vector<std::string> words) {
  return shown_moment(parse_at_time(words, monday));
}

TEST(ParseAtTime, WordsAsPeopleWriteThem) {
  EXPECT_EQ(at({"now"}), "2026-11-30 10:17:00");
  EXPECT_EQ(at({"now", "+", "5", "minutes"}), "2026-11-30 10:22:00");
  EXPECT_EQ(at({"now + 1 hour"}), "2026-11-30 11:17:00");
  EXPECT_EQ(at({"now", "+2days"}), "unreadable");
  EXPECT_EQ(at({"now", "+2", "days"}), "2026-12-02 10:17:00");
  EXPECT_EQ(at({"14:30"}), "2026-11-30 14:30:00");
  EXPECT_EQ(at({"0930"}), "2026-12-01 09:30:00");
  EXPECT_EQ(at({"2pm", "tomorrow"}), "2026-12-01 14:00:00");
  EXPECT_EQ(at({"12:15", "AM"}), "2026-12-01 00:15:00");
  EXPECT_EQ(at({"noon", "2027-01-05"}), "2027-01-05 12:00:00");
  EXPECT_EQ(at({"next", "week"}), "2026-12-07 10:17:00");
  for (const char* word : {"", "whenever", "25:00", "10:61", "13pm", "now-5"}) {
    EXPECT_EQ(at({word}), "unreadable") << word;
  }
}

TEST(ParseAtStamp, DigitsOfTouch) {
  EXPECT_EQ(shown_moment(parse_at_stamp("12011530", monday)), "2026-12-01 15:30:00");
  EXPECT_EQ(shown_moment(parse_at_stamp("202701020304.05", monday)), "2027-01-02 03:04:00");
  EXPECT_EQ(shown_moment(parse_at_stamp("13011530", monday)), "unreadable");
  EXPECT_EQ(shown_moment(parse_at_stamp("tomorrow", monday)), "unreadable");
}

}  // namespace
}  // namespace spotdrill::init::units
