"""Invented news in English and Indonesian to measure reading with: paragraphs of many kinds, words drawn anew.

In comes a seed, out come texts of as many words as wanted, the same each time. Names, places, offices, matters and
amounts are drawn anew for every paragraph, so that no sentence comes back and nothing that is remembered helps more
than it does with real news. Two of five paragraphs report what somebody said.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence

FIRST = {
    "en": "Alden Brita Corin Della Emric Fiona Garth Hedda Ivor Janna Keld Liora Marten Nessa Orin Petra Quill Rhoda",
    "id": "Arman Bening Cakra Dewanti Endru Fajrin Galuh Hestu Indah Jatmiko Kirana Laras Mahesa Ningrum Oka Purwa",
}
LAST = {
    "en": "Ashdown Barrowe Coltrane Dunmore Eastlake Farrow Glenning Harrowgate Inskip Jessop Kerrigan Lowther Marl",
    "id": "Adikusuma Baskoro Cahyani Darmawangsa Erlangga Gunadi Hartawan Iskandarsyah Kertanegara Lesmana Mahardika",
}
PLACE = {
    "en": "Port Ellery, Norwick, Saint Corra, Tarnmouth, Eldon Bay, Western Valmora, Kestrel Island, Upper Dray",
    "id": "Sukamakmur, Karangjati, Tanjung Ranti, Muara Bening, Bukit Selaras, Wanasari, Teluk Intan Baru, Cikembar",
}
BODY = {
    "en": "the Ministry of Transport; the Harbour Authority; the provincial police; the Election Commission; Amnesty"
    " International; the Russian Defence Ministry; the United Nations; the opposition Reform League; the Central Bank;"
    " the Pentagon; the European Union; the teachers' union; Norwick General Hospital; the Turkish Foreign Ministry",
    "id": "Kementerian Perhubungan; Dinas Kesehatan; Polda Jawa Barat; Komisi Pemilihan Umum; Kejaksaan Agung; Bank"
    " Indonesia; Badan Pangan Nasional; Kementerian Pertahanan Rusia; Perserikatan Bangsa-Bangsa; Universitas"
    " Wanasari; PT Samudra Karya; Dewan Perwakilan Rakyat; Badan Gizi Nasional; Kementerian Luar Negeri Turki",
}
ROLE = {
    "en": "spokesman; deputy director; chief engineer; acting governor; senior adviser; lawyer; director general;"
    " head of communications; lieutenant colonel; union leader; finance minister; chief prosecutor",
    "id": "juru bicara; kepala bidang; wakil gubernur; kuasa hukum; direktur utama; sekretaris daerah; kepala dinas;"
    " pengamat politik; ketua harian; komandan satuan; kepala kepolisian; anggota komisi",
}
DAY = {
    "en": "Monday; Tuesday; Wednesday; Thursday; Friday; Saturday; last week; on 14 March; in late August; yesterday",
    "id": "Senin (3/3/2025); Selasa (4/3); Rabu; Kamis malam; Jumat (7/3/2025); pekan lalu; kemarin; 14 Maret 2025",
}
MATTER = {
    "en": "the shipment of artillery shells; the collapse of the river dam; the missing relief money; the closed ballot"
    " stations; the night raid on the fishing village; the leaked exam papers; the diesel subsidy; the flight data;"
    " the arrest of two reporters; the poisoned well; the sale of coastal land; the delayed vaccination of cattle",
    "id": "pengiriman peluru artileri; runtuhnya tanggul sungai; hilangnya dana bantuan; penutupan tempat pemungutan"
    " suara; penggerebekan kampung nelayan; bocornya naskah ujian; subsidi solar; penangkapan dua wartawan; keracunan"
    " makanan di sekolah; penjualan lahan pesisir; pemotongan gaji guru; kebakaran gudang pupuk",
}
ACT = {
    "en": "had paid bribes to inspectors; shelled the market; hid the test results; sold weapons to the rebels;"
    " dumped waste into the lake; fired on the convoy; moved the boundary stones; deleted the camera footage; broke"
    " the truce; inflated the price of rice; detained the villagers without charge; knew of the cracks for months",
    "id": "menyuap para pengawas; menembaki pasar; menyembunyikan hasil uji; menjual senjata kepada pemberontak;"
    " membuang limbah ke danau; memotong dana bantuan; memindahkan patok batas; menghapus rekaman kamera; melanggar"
    " gencatan senjata; menaikkan harga beras; menahan warga tanpa alasan; memalsukan tanda tangan kepala desa",
}
THING = {
    "en": "bridge; ferry terminal; irrigation canal; maternity ward; rail depot; grain store; power station; archive",
    "id": "jembatan; pelabuhan penyeberangan; saluran irigasi; puskesmas; gudang beras; pasar induk; balai desa; arsip",
}
PARAGRAPHS = {
    "en": """
{name}, a {role} for {body}, said on {day} that nobody in the office had seen the papers about {matter}.
"We were told about {matter} only when the {thing} had already been sealed," {name} told reporters in {place}.
{body} denied on {day} that it {act}, calling the report "a story without a single witness".
A {role} of {body}, who spoke on condition of anonymity, said the {thing} in {place} {act}.
"That is simply not true," said {last}. "Our people never touched the {thing}, and we have the records to prove it."
{name} accused {body} of a cover-up and said at least {count} families had been waiting near the {thing} since {day}.
According to {body}, {count} tonnes of cement and {count} vehicles were lost in {place}.
Asked about {matter}, {last} declined to comment.
The {role} admitted that mistakes had been made over {matter}, but insisted that no money was missing.
{body} rejected the allegations as baseless and said it would sue the paper.
Investigators believe that somebody at {body} {act}, {name} wrote in a letter seen by this paper.
Residents of {place} claim that soldiers {act}, an accusation that {body} has repeatedly denied.
"Whoever {act} will have to answer for it," {last} added, without naming anybody.
{name} said he did not know whether {body} had been informed. "I learned of it from the radio," he said.
The {thing} in {place} was built {count} years ago and has been repaired twice since then.
About {count} people live along the road between {place} and the {thing}, most of them farmers and fishermen.
Heavy rain has fallen over {place} since {day}. Two schools were closed and a bus service was cut to one trip a day.
The debate over {matter} has divided the town council for months, and a vote is expected in the spring.
A wooden gate, a row of plane trees and a faded notice are all that is left of the old {thing}.
Prices at the market rose by {count} percent in the last quarter, while wages hardly moved.
The two sides met for the third time at a hotel outside {place}; the talks lasted nearly four hours.
In {place}, shopkeepers swept glass from the pavement and counted what was left on their shelves.
The regional team won its fourth match in a row after a goal in the last minute, in front of {count} spectators.
Parliament is to debate the law again next month, after three readings and more than {count} amendments.
A confidential annex lists {count} payments to companies that share one address near the {thing}.
The {thing} will stay open on weekdays from eight until four, and entry is free for children under twelve.
A narrow road leads from {place} past the {thing} to a chapel whose roof was lost in the storm of {day}.
Three buses, a tractor and two handcarts stood in front of the {thing} when the market opened.
The tender for {matter} drew {count} bids, most of them from firms with fewer than ten workers.
On the third floor a row of green cabinets holds the land registers of {count} villages.
{body} employs about {count} people in {place} and runs a training centre beside the {thing}.
The harvest began two weeks late, and a sack of maize now costs {count} crowns at the gate.
Work on the new {thing} began in the summer and cost {count} million dollars, a third more than planned.
The match between {place} and {place} was moved to the old ground because of the flooded pitch.
After the fire the roof was covered with tin sheets, and {count} books were carried to the school next door.
""",
    "id": """
{role} {body}, {name}, mengatakan pihaknya belum menerima laporan mengenai {matter}, {day}.
"Kami baru diberi tahu soal {matter} setelah {thing} itu disegel," kata {name} kepada wartawan di {place}, {day}.
{body} membantah tuduhan bahwa pihaknya {act} dan menyebut kabar itu tidak berdasar.
Seorang pejabat {body} yang enggan disebut namanya mengatakan petugas {act} di {place}.
"Itu tidak benar. Orang kami tidak pernah menyentuh {thing} itu," tegas {last}.
{name} menuduh {body} menutupi kasus tersebut dan menyebut sedikitnya {count} keluarga menunggu di dekat {thing}.
Menurut {body}, {count} ton semen dan {count} kendaraan hilang di {place}.
Ditanya soal {matter}, {last} menolak berkomentar.
{name} mengakui ada kekeliruan dalam penanganan {matter}, tetapi memastikan tidak ada uang yang hilang.
{body} menolak tudingan itu dan akan membawa perkara ini ke pengadilan.
Penyidik menduga ada pegawai {body} yang {act}, tulis {name} dalam surat yang diterima redaksi.
Warga {place} mengaku aparat {act}. Tuduhan itu berulang kali dibantah {body}.
"Siapa pun yang {act} harus bertanggung jawab," ujarnya menambahkan.
{last} menuturkan dirinya tidak tahu apakah {body} sudah mendapat kabar. "Saya tahu dari radio," ucapnya.
{thing} di {place} dibangun {count} tahun lalu dan sudah dua kali diperbaiki sejak saat itu.
Sekitar {count} orang tinggal di sepanjang jalan antara {place} dan {thing}, kebanyakan petani dan nelayan.
Hujan deras mengguyur {place} sejak {day}. Dua sekolah diliburkan dan jadwal bus dikurangi menjadi sekali sehari.
Perdebatan mengenai {matter} membelah dewan kota selama berbulan-bulan, dan pemungutan suara digelar bulan depan.
Gerbang kayu, sederet pohon asam, dan papan nama yang pudar adalah sisa {thing} lama di ujung jalan itu.
Harga di pasar naik {count} persen pada triwulan terakhir, sementara upah hampir tidak berubah.
Kedua pihak bertemu untuk ketiga kalinya di sebuah hotel di luar {place}; pembicaraan berlangsung hampir empat jam.
Di {place}, para pemilik toko menyapu pecahan kaca dari trotoar dan menghitung barang yang masih tersisa di rak.
Tim daerah itu menang untuk keempat kalinya berkat gol pada menit terakhir, disaksikan {count} penonton.
Rancangan undang-undang itu akan dibahas lagi bulan depan setelah tiga kali pembacaan dan lebih dari {count} perubahan.
Sebuah lampiran memuat {count} pembayaran kepada perusahaan yang beralamat sama di dekat {thing}.
{thing} itu buka setiap hari kerja dari pukul delapan sampai empat sore, dan anak-anak masuk tanpa bayar.
Jalan sempit membentang dari {place} melewati {thing} menuju surau yang atapnya hilang dalam badai.
Tiga bus, sebuah traktor, dan dua gerobak berdiri di depan {thing} ketika pasar mulai ramai.
Lelang {matter} diikuti {count} peserta, kebanyakan perusahaan dengan kurang dari sepuluh pekerja.
Di lantai tiga sederet lemari hijau menyimpan buku tanah dari {count} desa.
{body} mempekerjakan sekitar {count} orang di {place} dan memiliki balai latihan di samping {thing}.
Panen dimulai dua pekan lebih lambat, dan sekarung jagung kini berharga Rp {count} ribu.
Pembangunan {thing} baru dimulai pada musim kemarau dan menelan biaya Rp {count} juta, lebih mahal dari rencana.
Laga antara {place} dan {place} dipindahkan ke lapangan lama karena lapangan baru tergenang.
Setelah kebakaran, atap ditutup lembaran seng, dan {count} buku dipindahkan ke sekolah di sebelahnya.
""",
}
SLOT = re.compile(r"\{(\w+)\}")


def texts(language: str, words: int, count: int, seed: int = 0) -> Iterator[str]:
    """So many invented texts of a language (`en` or `id`) with at least so many words, paragraph by paragraph."""
    drawn = random.Random(f"{language} {words} {seed}")
    kinds = PARAGRAPHS[language].strip().splitlines()
    for _ in range(count):
        told: list[str] = []
        waiting: list[str] = []
        while sum(len(one.split()) for one in told) < words:
            waiting = waiting or drawn.sample(kinds, len(kinds))
            told.append(_filled(waiting.pop(), language, drawn))
        yield "\n".join(told)


def _filled(kind: str, language: str, drawn: random.Random) -> str:
    slots = {name: _listed(table[language]) for name, table in SLOTS.items()}
    text = SLOT.sub(lambda found: _word(found[1], slots, drawn), kind)
    return text[0].upper() + text[1:]


def _word(name: str, slots: Mapping[str, Sequence[str]], drawn: random.Random) -> str:
    if name == "count":
        return f"{drawn.randint(2, 9_000)}"
    if name == "name":
        return f"{drawn.choice(slots['first'])} {drawn.choice(slots['last'])}"
    return drawn.choice(slots[name])


def _listed(words: str) -> Sequence[str]:
    for mark in (";", ","):
        if mark in words:
            return [" ".join(one.split()) for one in words.split(mark)]
    return words.split()


SLOTS = {
    "first": FIRST, "last": LAST, "place": PLACE, "body": BODY, "role": ROLE, "day": DAY, "matter": MATTER, "act": ACT,
    "thing": THING,
}  # fmt: skip
