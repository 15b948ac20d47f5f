# frozen_string_literal: true

require_relative "helper"

class LedgerTest < Minitest::Test
  OUT = { "network" => "mastodon", "state" => "published", "url" => "https://a.example/1" }.freeze

  def announcements(*targets, source: "_posts/a.md", path: "/a/")
    Dir.mktmpdir do |folder|
      record = { "post" => { "source" => "_posts/a.md", "path" => "/a/" }, "targets" => targets }
      File.write(File.join(folder, "a.json"), JSON.generate(record))
      JekyllReviewkit::Ledger.new(folder).announcements(source, path)
    end
  end

  def test_what_is_out_is_named
    assert_equal [{ "network" => "mastodon", "name" => "Mastodon", "url" => "https://a.example/1" }],
                 announcements(OUT)
  end

  def test_a_post_is_known_by_its_file_or_by_its_path
    assert_equal 1, announcements(OUT, :path => "/b/").size
    assert_equal 1, announcements(OUT, :source => "_posts/b.md").size
    assert_empty announcements(OUT, :source => "_posts/b.md", :path => "/b/")
  end

  %w(prepared sending unknown failed skipped deleted).each do |state|
    define_method("test_what_is_#{state}_is_not_shown") do
      assert_empty announcements(OUT.merge("state" => state))
    end
  end

  def test_an_address_that_is_none_of_the_web_is_not_shown
    assert_empty announcements(OUT.merge("url" => "javascript:alert(1)"), OUT.merge("url" => ""))
  end

  def test_a_folder_that_is_not_there_holds_nothing
    assert_empty JekyllReviewkit::Ledger.new("/nowhere").announcements("_posts/a.md", "/a/")
  end
end
