(function(){
var box=document.getElementById("words"),rows=[].slice.call(document.querySelectorAll(".report")),shown=document.getElementById("shown");
var texts=rows.map(function(row){return row.textContent.toLowerCase()});
box.closest(".filter").hidden=rows.length<2;
box.addEventListener("input",function(){
var words=box.value.toLowerCase().split(/\s+/).filter(Boolean),count=0;
rows.forEach(function(row,at){
var fits=words.every(function(word){return texts[at].indexOf(word)>=0});
row.hidden=!fits;if(fits)count++;
});
shown.textContent=words.length?count+" shown":"";
});
})();
