#include "apps/left_behind.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class LeftBehind : public testing::Test {
 protected:
  LeftBehind() {
    fs::create_directories(job());
    write("job.py", "1");
  }
  fs::path job() const { return scratch_.path() / "job"; }
  fs::path data() const { return scratch_.path() / "data"; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream{job() / name} << text;
  }

  ScratchDirectory scratch_;
};

TEST_F(LeftBehind, IsToldToTheNextRun) {
  const Places first{{job()}};
  EXPECT_THAT(first.found(data()), IsEmpty());
  write("done.json", "{}");
  first.note(data(), "20260101T000000-a-1");
  EXPECT_THAT(Places{{job()}}.found(data()),
              ElementsAre("done.json was left by run 20260101T000000-a-1: the job may find it and "
                          "skip work."));
  EXPECT_THAT(Places{{scratch_.path() / "other"}}.found(data()), IsEmpty());
}

TEST_F(LeftBehind, IsNothingWhenItsUserHasTakenItAwayOrMadeItAnew) {
  const Places first{{job()}};
  write("a", "1");
  write("b", "1");
  first.note(data(), "20260101T000000-a-1");
  fs::remove(job() / "a");
  write("b", "longer");
  EXPECT_THAT(Places{{job()}}.found(data()), IsEmpty());
}

TEST_F(LeftBehind, IsCountedWhereItIsMuch) {
  const Places first{{job()}};
  for (const char* name : {"a", "b", "c", "d", "e"}) write(name, "1");
  first.note(data(), "20260101T000000-a.b-1");
  EXPECT_THAT(Places{{job()}}.found(data()),
              ElementsAre("a, b, c and 2 more were left by run 20260101T000000-a.b-1: the job may "
                          "find them and skip work."));
}

TEST_F(LeftBehind, IsNoListWhereNothingIsLeft) {
  Places{{job()}}.note(data(), "20260101T000000-a-1");
  EXPECT_FALSE(fs::exists(data()));
}

}  // namespace
}  // namespace spotdrill::apps
